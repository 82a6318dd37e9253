import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/312. flagger.md §2.4.1, §6.2 N04 */
export const maxWeightAbove100: Rule = {
  code: "max-weight-above-100",
  severity: "error",
  title: "Maximum weight that is never reached",
  explanation:
    "Flagger promotes when the share of the canary has reached maxWeight, and no share exceeds 100 %. With a larger maxWeight the canary gets all traffic and is never promoted; Flagger says so at every interval without an end. Write 100 or less.",
  link: "https://docs.flagger.app/usage/deployment-strategies#canary-release",
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
          stepWeight: 25
          maxWeight: 120
      #              ^^^ max-weight-above-100
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
          stepWeight: 25
          maxWeight: 100
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
    const plan = plannedWeights(canaryOf(resource, view));
    if (!plan || plan.stepWeights.length > 0 || plan.stepWeight <= 0) return;
    if (plan.maxWeight === undefined || plan.maxWeight <= 100) return;
    yield {
      at: MAX,
      message: `After ${plan.weights.length} ${plan.weights.length === 1 ? "step" : "steps"} the canary has all traffic and stays there: ${plan.maxWeight} % is never reached, so it is never promoted. Write 100 or less.`,
      fixes: [replaceValue(resource, MAX, "100", "Change to 100")],
    };
  },
};

const MAX = ["spec", "analysis", "maxWeight"];
