import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isWeighted } from "./isWeighted.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/1668. flagger.md §1.3, §4.5, §6.2 N11 */
export const matchWithoutIterations: Rule = {
  code: "match-without-iterations",
  severity: "warning",
  title: "Conditions on requests without iterations",
  explanation:
    "Flagger does A/B testing when an analysis has both match and iterations. With match and step weights it is a weighted rollout among the requests that match; everybody else stays on the primary until the promotion, so the shares mean less traffic than they say. Write iterations for A/B testing, or remove match.",
  link: "https://docs.flagger.app/usage/deployment-strategies#a-b-testing",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          match:
      #   ^^^^^ match-without-iterations
            - headers: { x-tester: { exact: "yes" } }
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          iterations: 10
          match:
            - headers: { x-tester: { exact: "yes" } }
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!isWeighted(canary) || canary.listAt(MATCH).length === 0) return;
    const provider = canary.provider();
    if (!provider || !MATCHING.some((it) => provider.name.startsWith(it))) return;
    yield {
      at: MATCH,
      on: "key",
      message: `The weights apply to the requests that match alone, and ${provider.name} keeps everybody else on the primary until the promotion. For A/B testing write iterations instead of step weights.`,
      related: provider.related,
    };
  },
};

const MATCH = ["spec", "analysis", "match"];

/** Those that tell requests apart by weight too; the others have rules of their own. flagger.md §4.2 */
const MATCHING = ["istio", "gatewayapi:", "contour", "gloo", "appmesh"];
