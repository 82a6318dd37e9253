import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { hasWeights } from "./weights.ts";

/** The router of ingress-nginx answers 0/100 as soon as there is a condition. flagger.md §4.3, §6.3 P07 */
export const nginxMatchWeights: Rule = {
  code: "nginx-match-weights",
  severity: "error",
  title: "Weights and match together on NGINX",
  explanation:
    "With provider nginx an analysis that has a match sends the matching requests to the canary and reads back a weight of 100, whatever step was meant. With step weights Flagger takes that for the last step: after a single check it promotes the new version. For A/B testing say iterations; for weights remove match.",
  link: "https://docs.flagger.app/tutorials/nginx-progressive-delivery#a-b-testing",
  examples: {
    wrong: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          match:
      #   ^^^^^ nginx-match-weights
            - headers: { x-tester: { exact: "yes" } }
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          iterations: 10
          match:
            - headers: { x-tester: { exact: "yes" } }
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "analysis", "match"];
    if (canary.strategy() !== "weights" || canary.listAt(at).length === 0) return;
    if (!hasWeights(canary)) return;
    const provider = canary.provider();
    if (provider?.name !== "nginx") return;
    yield {
      at,
      on: "key",
      message:
        "The new version is promoted after a single check: with match ingress-nginx sends all matching requests to the canary, which Flagger reads as weight 100. Say iterations instead of weights, or remove match.",
      related: provider.related,
    };
  },
};
