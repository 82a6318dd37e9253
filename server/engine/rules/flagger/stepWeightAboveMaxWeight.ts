import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/312. flagger.md §6.2 N05 */
export const stepWeightAboveMaxWeight: Rule = {
  code: "step-weight-above-max-weight",
  severity: "warning",
  title: "Step larger than the maximum weight",
  explanation:
    "The first step already exceeds maxWeight: the canary gets the whole step at once, and the one analysis after it decides on the promotion. Make the step smaller than the maximum.",
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
          stepWeight: 60
      #               ^^ step-weight-above-max-weight
          maxWeight: 50
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
          stepWeight: 10
          maxWeight: 50
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
    if (!plan || plan.stepWeights.length > 0 || plan.max > 100) return;
    if (plan.stepWeight <= plan.max) return;
    const first = Math.min(100, plan.stepWeight);
    const limit = plan.maxWeight === plan.max ? `maxWeight ${plan.max}` : `${plan.max} %`;
    yield {
      at: ["spec", "analysis", "stepWeight"],
      message: `The first step is the only one: it asks for ${plan.stepWeight} %, more than ${limit}, so the canary gets ${first} % at once and is promoted after one more check.`,
    };
  },
};
