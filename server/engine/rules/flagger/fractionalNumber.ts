import { integerFields } from "../../canary/wholeNumbers.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { shownField } from "./shownField.ts";

/** What the API server takes and the controller cannot decode. flagger.md §1.3, §6.1 S06 */
export const fractionalNumber: Rule = {
  code: "fractional-number",
  severity: "error",
  title: "Fraction where Flagger reads an integer",
  explanation:
    "The schema of Canary takes any number, but the controller reads most of them as integers. It lists all Canaries at once and fails at the first one that it cannot read, so a single fraction keeps every Canary of the cluster from being updated until it is corrected. Only the bounds of metrics may be fractions.",
  link: "https://github.com/fluxcd/flagger/issues/264",
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
          stepWeight: 2.5
      #               ^^^ fractional-number
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
          stepWeight: 5
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
    for (const at of integerFields(objectOf(resource, view))) {
      const value = canary.numberAt(at);
      if (value === undefined || Number.isInteger(value)) continue;
      const field = shownField(at);
      yield {
        at,
        message: `Flagger reads ${field} as an integer and ${value} is none: while this Canary is in the cluster, the controller can read no list of Canaries and updates none of them. Write a whole number.`,
      };
    }
  },
};
