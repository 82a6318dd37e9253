import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go flagger.md §6.2 N07 */
export const maxWeightWithStepWeights: Rule = {
  code: "max-weight-with-step-weights",
  severity: "warning",
  title: "Maximum weight beside step weights",
  explanation:
    "With stepWeights the last of them is the share at which the canary is promoted; maxWeight is not looked at. Remove it, or end the list at that weight.",
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
          stepWeights: [5, 20, 80]
          maxWeight: 50
      #   ^^^^^^^^^ max-weight-with-step-weights
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
          stepWeights: [5, 20, 50]
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
    const steps = canary.listAt(["spec", "analysis", "stepWeights"]);
    const last = steps.at(-1);
    if (last === undefined || !canary.has(MAX) || !canary.isSettled(MAX)) return;
    if (canary.has(["spec", "analysis", "stepWeight"])) return;
    yield {
      at: MAX,
      on: "key",
      message: `Flagger does not look at maxWeight beside stepWeights: the canary is promoted at ${typeof last === "number" ? Math.min(100, last) : "the last weight,"} %.`,
      tag: "unnecessary",
      fixes: [removeField(resource, MAX, "Remove maxWeight")],
    };
  },
};

const MAX = ["spec", "analysis", "maxWeight"];
