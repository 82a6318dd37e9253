import { type Json, listOf } from "../../canary/json.ts";
import { at as nodeAt, type Path, textOf } from "../../node.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";
import { shownField } from "./shownField.ts";

/** https://github.com/fluxcd/flagger/issues/264 and 285. flagger.md §6.1 S07 */
export const mapValueNotText: Rule = {
  code: "map-value-not-text",
  severity: "error",
  title: "Value of a map that is not text",
  explanation:
    "Labels, annotations, the metadata of webhooks and the variables of metric templates are maps from text to text. YAML reads true, 8 or 1.5 without quotes as a boolean or a number; the API server refuses such a Canary, and one that came into the cluster before its schema had this check stopped the controller. Put the value in quotes.",
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
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata:
                cmd: hey -z 2m -q 10 http://cart-canary.shop/
                logCmdOutput: true
      #                       ^^^^ map-value-not-text
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
              metadata:
                cmd: hey -z 2m -q 10 http://cart-canary.shop/
                logCmdOutput: "true"
    `,
  },
  judges: "builds",
  replaces: ["wrong-type"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const map of mapsOf(canary)) {
      for (const [key, value] of Object.entries(canary.mapAt(map))) {
        if (typeof value === "string" || value === null || value === undefined) continue;
        const at = [...map, key];
        if (canary.isSettled(at)) yield notText(resource, at, value);
      }
    }
  },
};

const SERVICE_MAPS: readonly Path[] = ["apex", "primary", "canary"].flatMap((it) => [
  ["spec", "service", it, "labels"],
  ["spec", "service", it, "annotations"],
]);

const mapsOf = ({ analysis }: CanaryReading): readonly Path[] => [
  ...SERVICE_MAPS,
  ["spec", "autoscalerRef", "primaryScalerQueries"],
  ...listOf(analysis.webhooks).map((_, i) => ["spec", "analysis", "webhooks", i, "metadata"]),
  ...listOf(analysis.metrics).map((_, i) => [
    "spec",
    "analysis",
    "metrics",
    i,
    "templateVariables",
  ]),
];

function notText(resource: Resource, at: Path, value: Json): Finding {
  const field = shownField(at);
  if (typeof value === "object") {
    return {
      at,
      message: `The API server refuses this Canary: ${field} takes text and nothing else.`,
    };
  }
  const text = textOf(nodeAt(treeOf(resource), at)) ?? String(value);
  return {
    at,
    message: `The API server refuses this Canary: ${field} takes text, and ${text} without quotes is a ${typeof value}. Put it in quotes.`,
    fixes: [
      {
        title: "Quote it",
        changes: [
          { type: "replace", resource, at, on: "value", text: JSON.stringify(text), raw: true },
        ],
        preferred: true,
      },
    ],
  };
}
