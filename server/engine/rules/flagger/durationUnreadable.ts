import { goDuration } from "../../goDuration.ts";
import { type DurationGrammar, durationMeant } from "../../schema/duration.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { durationsOf } from "./durations.ts";
import { isCanary } from "./requestMatch.ts";

/** What passes the pattern of the schema and not the parser. flagger.md §6.1 S10 */
export const durationUnreadable: Rule = {
  code: "duration-unreadable",
  severity: "error",
  title: "Duration that Flagger cannot read",
  explanation:
    "The API server looks only at how a duration of a Canary begins; Flagger reads all of it as Go does, which knows ms, s, m and h. An interval that Go cannot read, such as 1min, becomes 60 s; with such a timeout every call of the hook fails; with such an interval the query of a metric fails.",
  link: "https://pkg.go.dev/time#ParseDuration",
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
          interval: 30sec
      #             ^^^^^ duration-unreadable
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
          interval: 30s
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
  replaces: ["wrong-duration"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const { at, field, unread } of durationsOf(canary)) {
      const text = canary.textAt(at);
      if (text === undefined || !TAKEN.test(text) || !("error" in goDuration(text))) continue;
      const meant = durationMeant(text, GO);
      yield {
        at,
        message: `Flagger cannot read ${field} "${text}": ${unread}.${meant ? ` Write ${meant}.` : ""}`,
        fixes: meant ? [replaceValue(resource, at, meant, `Change to ${meant}`)] : [],
      };
    }
  },
};

const TAKEN = /^[0-9]+[ms]/;

const GO: DurationGrammar = { units: ["m", "s", "ms"], fractions: false, sums: true };
