import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { listed } from "./listed.ts";
import { isCanary } from "./requestMatch.ts";

/** The schema wants exactly one. flagger.md §1.3, §6.1 S03 */
export const strategyNotOne: Rule = {
  code: "strategy-not-one",
  severity: "error",
  title: "None or several strategies",
  explanation:
    "An analysis says by just one of its fields how traffic is shifted: stepWeight for equal steps, stepWeights for steps of their own, iterations for A/B testing (with match) or Blue/Green (without). With none of them, or with two, the API server refuses the Canary, and with it everything that its Kustomization applies.",
  link: "https://docs.flagger.app/usage/deployment-strategies",
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
          iterations: 10
      #   ^^^^^^^^^^ strategy-not-one
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
  replaces: ["required-field", "wrong-value"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || !FIELDS.every((it) => canary.isSettled([...ANALYSIS, it]))) return;
    const written = Object.keys(canary.analysis).filter((it) => FIELDS.includes(it));
    const [first, ...more] = written;
    const [second, ...others] = more;
    if (first === undefined) {
      yield {
        at: ANALYSIS,
        on: "key",
        message:
          "The API server refuses this Canary: its analysis has no strategy. Write one of stepWeight (equal steps), stepWeights (each step by itself) or iterations (A/B testing with match, Blue/Green without).",
      };
    } else if (second !== undefined) {
      const both = written.length > 2 ? "these" : "both";
      yield {
        at: [...ANALYSIS, second],
        on: "key",
        message: `The API server refuses this Canary: ${listed(written)} exclude each other, because ${first} stands for ${MEANS[first]} and ${second} for ${MEANS[second]}. Keep one of ${both}.`,
        related: [{ resource, at: [...ANALYSIS, first], message: `${first} is here.` }],
        covers: others.map((it) => [...ANALYSIS, it]),
      };
    }
  },
};

const ANALYSIS = ["spec", "analysis"];

const MEANS: Readonly<Record<string, string>> = {
  iterations: "A/B testing or Blue/Green",
  stepWeight: "equal steps",
  stepWeights: "steps of their own",
};

const FIELDS = Object.keys(MEANS);
