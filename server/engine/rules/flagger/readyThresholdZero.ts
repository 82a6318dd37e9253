import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.6, §6.2 N14 */
export const readyThresholdZero: Rule = {
  code: "ready-threshold-zero",
  severity: "warning",
  title: "Ready threshold of 0",
  explanation:
    "A ready threshold is the share of pods, in percent, that must be available. With 0 or less none has to be: Flagger shifts traffic to pods that have not started yet. Write 1 to 100; without the field it is 100.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-status",
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
          canaryReadyThreshold: 0
      #                         ^ ready-threshold-zero
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
          canaryReadyThreshold: 90
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
    if (!canary.isWhole || canary.textAt(["spec", "targetRef", "kind"]) === "Service") return;
    for (const field of ["primaryReadyThreshold", "canaryReadyThreshold"]) {
      const at = ["spec", "analysis", field];
      const percent = canary.numberAt(at);
      if (percent === undefined || percent > 0) continue;
      yield {
        at,
        message: `With ${field} ${percent} the ${field === "primaryReadyThreshold" ? "primary" : "canary"} counts as ready without a single available pod, and gets traffic. Write 1 to 100.`,
      };
    }
  },
};
