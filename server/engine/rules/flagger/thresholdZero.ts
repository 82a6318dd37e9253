import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/flagger/v1beta1/canary.go flagger.md §6.2 N09 */
export const thresholdZero: Rule = {
  code: "threshold-zero",
  severity: "warning",
  title: "Threshold of 0",
  explanation:
    "threshold is the number of failed checks at which Flagger rolls back. It takes 0 and less for 1, so the first failed check ends the rollout; it does not mean that failures are let pass. Write the number of failures that you want to bear, plus one.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-analysis",
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
          threshold: 0
      #              ^ threshold-zero
          stepWeight: 10
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
    const threshold = canaryOf(resource, view).numberAt(THRESHOLD);
    if (threshold === undefined || threshold > 0) return;
    yield {
      at: THRESHOLD,
      message: `Flagger takes threshold ${threshold} for 1: the first failed check rolls back. Write 1 or more.`,
    };
  },
};

const THRESHOLD = ["spec", "analysis", "threshold"];
