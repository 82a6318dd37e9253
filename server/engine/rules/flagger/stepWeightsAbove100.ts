import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_svc_test.go flagger.md §6.2 N03 */
export const stepWeightsAbove100: Rule = {
  code: "step-weights-above-100",
  severity: "warning",
  title: "Step weight above 100",
  explanation:
    "A share of more than 100 % is cut to what is left, so this step gives all traffic to the canary, and the analysis after it is the last one before the promotion.",
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
          stepWeights:
            - 10
            - 50
            - 150
      #       ^^^ step-weights-above-100
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
          stepWeights: [10, 50, 100]
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
    if (!plan || plan.stepWeight > 0) return;
    const full = plan.weights.indexOf(100);
    for (const [index, weight] of plan.stepWeights.entries()) {
      if (weight <= 100) continue;
      const at = ["spec", "analysis", "stepWeights", index];
      yield {
        at,
        message:
          full >= 0 && index > full
            ? `A weight of ${weight} is never used: the canary has had all traffic since step ${full + 1}.`
            : `A weight of ${weight} is taken for 100: at this step all traffic goes to the canary.`,
        fixes:
          weight === plan.stepWeights.at(-1) && !plan.stepWeights.includes(100)
            ? [replaceValue(resource, at, "100", "Change to 100")]
            : [],
      };
    }
  },
};
