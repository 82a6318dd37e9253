import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** The field of v1alpha3 in an object of v1beta1. flagger.md §6.1 S02, §7.1 */
export const canaryAnalysisRenamed: Rule = {
  code: "canary-analysis-renamed",
  severity: "error",
  title: "Analysis under its old name",
  explanation:
    "Since Flagger 1.0 the analysis of a Canary is spec.analysis. The API server does not know spec.canaryAnalysis any more and drops it; a Canary that has no analysis besides is refused, and with it everything that its Kustomization applies. Rename the field.",
  link: "https://docs.flagger.app/dev/upgrade-guide",
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
        canaryAnalysis:
      # ^^^^^^^^^^^^^^ canary-analysis-renamed
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
  replaces: ["unknown-field", "required-field"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (resource.version !== "v1beta1" || !canary.has(OLD) || !canary.isSettled(OLD)) return;
    const isBoth = canary.has(["spec", "analysis"]);
    yield {
      at: OLD,
      on: "key",
      message: isBoth
        ? "Flagger reads analysis alone: the API server knows no canaryAnalysis, so Flux refuses this Canary and other tools drop the field. Remove canaryAnalysis."
        : "The API server knows no canaryAnalysis and refuses this Canary, which then has no analysis. The field is called analysis since Flagger 1.0.",
      covers: [["spec"]],
      fixes: isBoth
        ? [removeField(resource, OLD, "Remove canaryAnalysis")]
        : [
            {
              title: "Rename to analysis",
              changes: [{ type: "replace", resource, at: OLD, on: "key", text: "analysis" }],
              preferred: true,
            },
          ],
    };
  },
};

const OLD = ["spec", "canaryAnalysis"];
