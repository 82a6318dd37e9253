import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.4, §6.2 N08 */
export const maxWeightWithIterations: Rule = {
  code: "max-weight-with-iterations",
  severity: "hint",
  title: "Maximum weight beside iterations",
  explanation:
    "A/B testing and Blue/Green count iterations and know no shares: all traffic, or all that matches, goes to the canary at once, whatever maxWeight says. Remove it, or write stepWeight instead of iterations for a rollout by shares.",
  link: "https://docs.flagger.app/usage/deployment-strategies",
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
          iterations: 10
          maxWeight: 50
      #   ^^^^^^^^^ max-weight-with-iterations
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
    const strategy = canary.strategy();
    if (strategy === undefined || strategy === "weights") return;
    if (!canary.has(MAX) || !canary.isSettled(MAX)) return;
    if (STEPS.some((it) => canary.has(it))) return;
    yield {
      at: MAX,
      on: "key",
      message: `maxWeight has no effect with iterations: ${strategy === "a/b" ? "A/B testing sends every request that matches" : "Blue/Green sends all traffic"} to the canary.`,
      tag: "unnecessary",
      fixes: [removeField(resource, MAX, "Remove maxWeight")],
    };
  },
};

const MAX = ["spec", "analysis", "maxWeight"];

/** With both strategies the schema refuses it. */
const STEPS = ["stepWeight", "stepWeights"].map((it) => ["spec", "analysis", it]);
