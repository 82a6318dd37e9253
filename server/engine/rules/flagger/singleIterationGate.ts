import { field, type Json, listOf, stringOf } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { isAnalysed } from "./isWeighted.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.7, §6.2 N12 */
export const singleIterationGate: Rule = {
  code: "single-iteration-gate",
  severity: "hint",
  title: "One iteration before a gate",
  explanation:
    "While confirm-promotion is closed Flagger sets the count of iterations back by one. With iterations of 1 that is 0, at which a Blue/Green rollout begins again: the pre-rollout hooks are called each time the gate is asked. With 2 iterations or more they are called once.",
  link: "https://docs.flagger.app/usage/webhooks",
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
          iterations: 1
      #               ^ single-iteration-gate
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
            - name: schema
              type: pre-rollout
              url: http://migrations.shop/apply
            - name: release-manager
              type: confirm-promotion
              url: http://approvals.shop/cart
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
          iterations: 2
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
            - name: schema
              type: pre-rollout
              url: http://migrations.shop/apply
            - name: release-manager
              type: confirm-promotion
              url: http://approvals.shop/cart
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || canary.strategy() !== "blue/green" || !isAnalysed(canary)) return;
    if (canary.numberAt(ITERATIONS) !== 1) return;
    const gate = hookOf(canary, "confirm-promotion");
    const start = hookOf(canary, "pre-rollout");
    if (gate === undefined || start === undefined) return;
    yield {
      at: ITERATIONS,
      message: `While gate ${gate} is closed the rollout begins anew at every second check and calls ${start} again. With iterations 2 it calls it once.`,
    };
  },
};

const ITERATIONS = ["spec", "analysis", "iterations"];

/** The name of the first hook of that type. */
function hookOf({ analysis }: CanaryReading, type: string): string | undefined {
  const hook = listOf(analysis.webhooks).find((it: Json) => field(it, "type") === type);
  return hook === undefined ? undefined : stringOf(field(hook, "name")) || type;
}
