import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_svc_test.go flagger.md §6.2 N06 */
export const maxWeightOvershot: Rule = {
  code: "max-weight-overshot",
  severity: "warning",
  title: "Maximum weight that is overshot",
  explanation:
    "The share of the canary grows by whole steps until it is at least maxWeight. When maxWeight is no multiple of stepWeight the last step goes beyond it. Let maxWeight be a multiple of stepWeight.",
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
          stepWeight: 20
          maxWeight: 50
      #              ^^ max-weight-overshot
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
          stepWeight: 20
          maxWeight: 60
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
    const last = plan?.weights.at(-1);
    if (!plan || last === undefined || plan.stepWeights.length > 0) return;
    if (plan.maxWeight !== plan.max || plan.stepWeight > plan.max || last <= plan.max) return;
    const [beyond, before] = [last, last - plan.stepWeight];
    yield {
      at: ["spec", "analysis", "maxWeight"],
      message: `The canary gets ${beyond} %, not ${plan.max} %: after ${before} % a whole step of ${plan.stepWeight} follows. Write ${before} or ${beyond}, or another step.`,
    };
  },
};
