import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.6, §6.2 N13 */
export const readyThresholdAbove100: Rule = {
  code: "ready-threshold-above-100",
  severity: "error",
  title: "Ready threshold above 100",
  explanation:
    "A ready threshold is the share of pods, in percent, that must be available. With more than 100 Flagger waits for more pods than there are: the primary never gets ready at the start, or each new version is rolled back when its deadline passes. Only a single pod may escape that by rounding. Write 1 to 100.",
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
          canaryReadyThreshold: 150
      #                         ^^^ ready-threshold-above-100
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
      if (percent === undefined || percent <= 100) continue;
      const from = Math.ceil(100 / (percent - 100));
      yield {
        at,
        message: `From ${from} ${from === 1 ? "pod" : "pods"} on ${percent} % of them are more than there are, so the ${WHO[field]} is never ready and each rollout ends at its deadline.`,
        fixes: [replaceValue(resource, at, "100", "Change to 100")],
      };
    }
  },
};

const WHO: Readonly<Record<string, string>> = {
  primaryReadyThreshold: "primary",
  canaryReadyThreshold: "canary",
};
