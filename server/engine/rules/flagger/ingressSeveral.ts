import { nameOf } from "../../identity.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { backendsOf, ingressOf, ingressRules } from "./ingressOf.ts";
import { neighboursAmong } from "./neighboursAmong.ts";
import { isCanary } from "./requestMatch.ts";

/** A Canary names one Ingress. flagger.md §6.3 P14 */
export const ingressSeveral: Rule = {
  code: "ingress-several",
  severity: "warning",
  title: "Several Ingresses lead to the Service of a Canary",
  explanation:
    "A Canary of nginx or skipper names one Ingress, and only requests that come through that one are shifted. What comes through another Ingress to the same Service stays on the primary, so the weights are not those that were meant. Bring the rules together in one Ingress.",
  link: "https://github.com/fluxcd/flagger/issues/954",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        #                                                                    ^^^^^^ ingress-several
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: orders, namespace: shop }
      spec:
        rules:
          - host: orders.example.com
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: partners, namespace: shop }
      spec:
        rules:
          - host: partners.example.com
            http:
              paths:
                - path: /orders
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: orders, namespace: shop }
      spec:
        rules:
          - host: orders.example.com
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
          - host: partners.example.com
            http:
              paths:
                - path: /orders
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { apex } = canary;
    const ingress = apex === undefined ? undefined : ingressOf(canary, view);
    if (!ingress || apex === undefined) return;
    const provider = canary.provider();
    if (provider?.name !== "nginx" && provider?.name !== "skipper") return;
    const own = new Set([ingress.resource.name, `${ingress.resource.name}-canary`]);
    const others = neighboursAmong(resource, ingressesNaming(apex, view), view).filter(
      (it) => !own.has(it.name) && backendsOf(ingressRules(it, view) ?? []).includes(apex),
    );
    if (others.length === 0) return;
    const names = others.map((it) => it.name).join(", ");
    yield {
      at: ingress.at,
      message: `Requests through Ingress ${names} all stay on the primary: Flagger shifts only those that come through ${ingress.resource.name}. Bring the rules for ${apex} together in one Ingress.`,
      related: [
        ...provider.related,
        ...others.map((it) => ({
          resource: it,
          at: ["metadata", "name"],
          message: `${nameOf(it)} leads to ${apex}, too.`,
        })),
      ],
    };
  },
};

const ingressesNaming = (service: string, view: View): readonly Resource[] => [
  ...new Set(
    view
      .namersOf("", "Service", service)
      .map(({ resource }) => resource)
      .filter(({ group, kind }) => group === "networking.k8s.io" && kind === "Ingress"),
  ),
];
