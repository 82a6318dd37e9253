import { type DurationGrammar, durationMeant } from "../../schema/duration.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { durationsOf } from "./durations.ts";
import { isCanary } from "./requestMatch.ts";

/** The pattern of the schema. flagger.md §1.3, §1.4, §6.1 S09 */
export const durationRefused: Rule = {
  code: "duration-refused",
  severity: "error",
  title: "Duration in a unit that Canaries do not take",
  explanation:
    "Durations of a Canary begin with whole minutes or seconds: 60m, 30s, 1m30s. The API server refuses hours, bare numbers and fractions (1h, 60, 0.5m), and with the Canary everything that its Kustomization applies.",
  link: "https://github.com/fluxcd/flagger/blob/v1.44.0/artifacts/flagger/crd.yaml",
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
          interval: 1h
      #             ^^ duration-refused
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
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
          interval: 60m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - { name: acceptance, url: "http://tests.shop/check", timeout: 5s }
    `,
  },
  judges: "builds",
  replaces: ["wrong-duration", "wrong-pattern", "wrong-type"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const { at, field } of durationsOf(canary)) {
      const written = canary.numberAt(at) ?? canary.textAt(at);
      if (written === undefined || written === "") continue;
      const text = String(written);
      if (typeof written === "string" && TAKEN.test(text)) continue;
      const meant = durationMeant(text, MINUTES_AND_SECONDS);
      yield {
        at,
        message: `The API server refuses this Canary: ${field} takes whole minutes or seconds, not "${text}".${meant ? ` Write ${meant}.` : " Write 1m or 30s."}`,
        fixes: meant ? [replaceValue(resource, at, meant, `Change to ${meant}`)] : [],
      };
    }
  },
};

/** The pattern of the schema, which looks at the beginning alone. */
const TAKEN = /^[0-9]+[ms]/;

const MINUTES_AND_SECONDS: DurationGrammar = { units: ["m", "s"], fractions: false, sums: false };
