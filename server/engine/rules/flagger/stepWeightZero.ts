import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/312. flagger.md §2.4.1, §6.2 N01 */
export const stepWeightZero: Rule = {
  code: "step-weight-zero",
  severity: "error",
  title: "Weighted rollout that takes no step",
  explanation:
    "Flagger adds stepWeight to the share of the canary after each passed analysis. With 0 or less, or with iterations of 0 and no step at all, it starts the analysis anew at every interval: no traffic moves, nothing fails, and the new version waits for ever. Write a step above 0.",
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
          stepWeight: 0
      #               ^ step-weight-zero
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
    const canary = canaryOf(resource, view);
    const plan = plannedWeights(canary);
    if (!plan || plan.weights.length > 0 || plan.stepWeights.length > 0) return;
    const field = ["stepWeight", "iterations"].find((it) => canary.has([...ANALYSIS, it]));
    if (field === undefined) return;
    const value = canary.numberAt([...ANALYSIS, field]);
    if (value === undefined) return;
    const why =
      field === "stepWeight"
        ? `stepWeight ${value} never moves any traffic`
        : `iterations ${value} is neither A/B testing nor Blue/Green, and there is no stepWeight`;
    yield {
      at: [...ANALYSIS, field],
      message: `${why}: Flagger starts the analysis of ${canary.targetName} again at each interval and neither advances nor rolls back. Write a number above 0.`,
    };
  },
};

const ANALYSIS = ["spec", "analysis"];
