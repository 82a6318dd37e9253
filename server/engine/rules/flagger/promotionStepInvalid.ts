import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isAnalysed } from "./isWeighted.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.3, §6.2 N10 */
export const promotionStepInvalid: Rule = {
  code: "promotion-step-invalid",
  severity: "error",
  title: "Promotion that never ends",
  explanation:
    "With stepWeightPromotion Flagger gives traffic back to the primary in such steps after the analysis. A negative step takes it away instead: the promotion never reaches 100 % and the Canary stays in Promoting. Provider kubernetes has no shares, so there the field has no effect.",
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
          stepWeight: 10
          maxWeight: 50
          stepWeightPromotion: -10
      #                        ^^^ promotion-step-invalid
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
          stepWeightPromotion: 10
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
    const step = canary.numberAt(STEP);
    if (!step || !canary.isWhole || !isAnalysed(canary)) return;
    const provider = canary.provider();
    if (provider?.name === "kubernetes") {
      yield {
        at: STEP,
        on: "key",
        severity: "hint",
        message:
          "stepWeightPromotion has no effect with provider kubernetes, which knows no shares.",
        related: provider.related,
        tag: "unnecessary",
        fixes: [removeField(resource, STEP, "Remove stepWeightPromotion")],
      };
    } else if (step < 0) {
      yield {
        at: STEP,
        message: `The promotion never ends: with ${step} at each step the primary never gets all traffic, and ${canary.targetName} stays in Promoting. Write 1 to 100, or nothing for a promotion at once.`,
      };
    }
  },
};

const STEP = ["spec", "analysis", "stepWeightPromotion"];
