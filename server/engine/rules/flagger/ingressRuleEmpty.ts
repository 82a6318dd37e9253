import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { ingressOf, ingressRules } from "./ingressOf.ts";
import { isCanary } from "./requestMatch.ts";

/**
 * The routers of nginx and skipper take it for granted that a rule has `http`. flagger.md §6.3 P13
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/ingress.go
 */
export const ingressRuleEmpty: Rule = {
  code: "ingress-rule-empty",
  severity: "error",
  title: "Ingress rule without paths",
  explanation:
    "Kubernetes allows a rule of an Ingress to have a host and nothing else. Flagger does not: where a Canary of nginx or skipper names such an Ingress, the controller crashes at its tick, again after each restart, and all Canaries of the cluster stand still. Give the rule its http paths, or take it out.",
  link: "https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-rules",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        #                                                                    ^^^^^^ ingress-rule-empty
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
        defaultBackend: { service: { name: orders, port: { number: 80 } } }
        rules:
          - host: orders.example.com
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
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const ingress = ingressOf(canary, view);
    if (!ingress) return;
    const rules = ingressRules(ingress.resource, view) ?? [];
    const index = rules.findIndex((it) => it.http === undefined || it.http === null);
    if (index < 0) return;
    const provider = canary.provider();
    if (provider?.name !== "nginx" && provider?.name !== "skipper") return;
    yield {
      at: ingress.at,
      message: `Flagger will crash at this Canary and stop all others: Ingress ${ingress.resource.name} has a rule without http paths. Give it paths, or take it out.`,
      related: [
        ...provider.related,
        {
          resource: ingress.resource,
          at: ["spec", "rules", index],
          message: "The rule without paths.",
        },
      ],
    };
  },
};
