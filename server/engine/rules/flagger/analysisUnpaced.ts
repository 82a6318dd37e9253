import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { listed } from "./listed.ts";
import { isCanary } from "./requestMatch.ts";

/** Both are required by the schema. flagger.md §6.1 S04 */
export const analysisUnpaced: Rule = {
  code: "analysis-unpaced",
  severity: "error",
  title: "Analysis without interval or threshold",
  explanation:
    "An analysis must say how long its steps are (interval) and at which failed check it is rolled back (threshold). Without one of them the API server refuses the Canary, and with it everything that its Kustomization applies.",
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
      # ^^^^^^^^ analysis-unpaced
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
  replaces: ["required-field"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole) return;
    const missing = Object.keys(SAYS).filter((it) => !canary.has([...ANALYSIS, it]));
    if (missing.length === 0 || !missing.every((it) => canary.isSettled([...ANALYSIS, it]))) return;
    const says = missing.map((it) => `${it} (${SAYS[it]})`);
    yield {
      at: ANALYSIS,
      on: "key",
      message: `The API server refuses this Canary: its analysis has no ${listed(says, "or")}.`,
    };
  },
};

const ANALYSIS = ["spec", "analysis"];

const SAYS: Readonly<Record<string, string>> = {
  interval: "the time between two steps, such as 1m",
  threshold: "the failed check that rolls back, such as 5",
};
