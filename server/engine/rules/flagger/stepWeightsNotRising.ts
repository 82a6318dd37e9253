import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { plannedWeights } from "./plannedWeights.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.4.1, §6.2 N02 */
export const stepWeightsNotRising: Rule = {
  code: "step-weights-not-rising",
  severity: "error",
  title: "Step weights that do not rise",
  explanation:
    "stepWeights lists the shares of the canary one after the other; each has to be larger than the one before. At an element that is not, the step is 0 or negative and Flagger stops there for ever without a failure. An empty list has no step at all. Elements after the first that reaches the last one's value are never used.",
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
            - 5
            - 20
            - 20
      #       ^^ step-weights-not-rising
            - 50
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
          stepWeights: [5, 20, 30, 50]
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
    if (!plan || plan.stepWeight > 0 || !canary.has(STEPS)) return;
    const { stepWeights, weights } = plan;
    if (stepWeights.length === 0) {
      yield {
        at: STEPS,
        message:
          "An empty stepWeights never moves any traffic: Flagger starts the analysis again at each interval, for ever.",
      };
      return;
    }
    const last = weights.at(-1);
    const reached = last === undefined ? -1 : stepWeights.indexOf(last);
    const next = stepWeights[reached + 1];
    // What is above 100 has a rule of its own.
    if (next === undefined || next > 100 || (plan.end === "promotes" && reached < 0)) return;
    const at = [...STEPS, reached + 1];
    yield plan.end === "stays"
      ? { at, message: stays(next, last) }
      : {
          at,
          severity: "warning",
          message: `Flagger promotes at ${last} %, because that is no less than the last weight, ${plan.max}: this one is never used. Let the weights rise.`,
        };
  },
};

const STEPS = ["spec", "analysis", "stepWeights"];

const stays = (next: number, last: number | undefined): string =>
  last === undefined
    ? `A first weight of ${next} never moves any traffic: Flagger starts the analysis again at each interval, for ever. Begin above 0.`
    : `The canary stays at ${last} % for ever: the next weight, ${next}, is not larger, and Flagger neither advances nor rolls back. Let the weights rise.`;
