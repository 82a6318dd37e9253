import { goDuration } from "../../goDuration.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/658. flagger.md §6.1 S11 */
export const intervalBelowMinimum: Rule = {
  code: "interval-below-minimum",
  severity: "warning",
  title: "Interval shorter than Flagger makes it",
  explanation:
    "Flagger runs no analysis more often than every ten seconds. A shorter interval is accepted and raised to 10 s, so the rollout takes longer than it says.",
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
          interval: 5s
      #             ^^ interval-below-minimum
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
          interval: 10s
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
    const text = canaryOf(resource, view).textAt(INTERVAL);
    const read = text === undefined ? undefined : goDuration(text);
    if (!read || "error" in read || read.seconds >= 10) return;
    yield {
      at: INTERVAL,
      message: `Flagger raises interval "${text}" to 10 s, so every step takes 10 s. Write 10s.`,
      fixes: [replaceValue(resource, INTERVAL, "10s", "Change to 10s")],
    };
  },
};

const INTERVAL = ["spec", "analysis", "interval"];
