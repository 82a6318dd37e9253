import { nameOf } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { backendsOf, ingressOf, ingressRules } from "./ingressOf.ts";
import { isCanary } from "./requestMatch.ts";

/** The copied paths are those that lead to the Service of the Canary. flagger.md §6.3 P12 */
export const ingressBackendMissing: Rule = {
  code: "ingress-backend-missing",
  severity: "error",
  title: "Ingress that does not lead to the Service of the Canary",
  explanation:
    "Flagger looks in the Ingress for paths whose backend is the Service of the Canary, which is called service.name or else like the target. Where there is none, a Canary of nginx reports an error at every tick, after Flagger has scaled the target to zero; with skipper the copy leads nowhere else, and every rollout succeeds although no request reached the new version. Let the backend and the Service have one name.",
  link: "https://docs.flagger.app/tutorials/nginx-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop }
        #                                                                    ^^^^ ingress-backend-missing
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders-web, port: { number: 80 } } }
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop }
        service: { name: orders-web, port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders-web, port: { number: 80 } } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { apex } = canary;
    const ingress = apex === undefined ? undefined : ingressOf(canary, view);
    if (!ingress) return;
    const rules = ingressRules(ingress.resource, view);
    if (!rules) return;
    const backends = [...new Set(backendsOf(rules))];
    if (backends.includes(apex ?? "")) return;
    // A rule without paths is worse, and told by a rule of its own.
    if (rules.some((it) => it.http === undefined || it.http === null)) return;
    const provider = canary.provider();
    if (provider?.name !== "nginx" && provider?.name !== "skipper") return;
    const consequence =
      provider.name === "nginx"
        ? "Flagger scales the target to zero and then reports an error at every tick"
        : "every rollout will succeed although no request reaches the new version";
    yield {
      at: ingress.at,
      message: `No path of Ingress ${ingress.resource.name} leads to the Service ${apex}, so ${consequence}.${backends.length > 0 ? ` Its paths lead to ${backends.join(", ")}: let one lead to ${apex}.` : ""}`,
      related: [
        ...provider.related,
        {
          resource: ingress.resource,
          at: ["spec", "rules"],
          message: `The paths of ${nameOf(ingress.resource)}.`,
        },
      ],
    };
  },
};
