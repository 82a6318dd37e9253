import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/515. flagger.md §2.5, §6.2 N16 */
export const analysisSkipped: Rule = {
  code: "analysis-skipped",
  severity: "information",
  title: "Analysis skipped",
  explanation:
    "With skipAnalysis every new version is promoted as soon as its pods are ready: no metric, no step and no webhook but confirm-rollout comes in between. At the first installation Flagger does not even wait for the primary before it scales the target to zero, so nothing serves until the primary is up. The switch is meant for a release in a hurry; remove it when that is out.",
  link: "https://docs.flagger.app/faq",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        skipAnalysis: true
      #               ^^^^ analysis-skipped
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
    if (!canary.isWhole || canary.spec.skipAnalysis !== true || !canary.isSettled(SKIP)) return;
    yield {
      at: SKIP,
      message: `Each new version of ${canary.targetName} is promoted as soon as its pods are ready, without a metric, a step or a test. At the first installation it is scaled to zero before its primary is up. Remove this when the release is out.`,
    };
  },
};

const SKIP = ["spec", "skipAnalysis"];
