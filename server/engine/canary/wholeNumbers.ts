import type { Path } from "../node.ts";
import { field, type Json, type JsonObject, listOf } from "./json.ts";

const FIELDS: readonly Path[] = [
  ["spec", "progressDeadlineSeconds"],
  ["spec", "service", "port"],
  ...[
    "threshold",
    "iterations",
    "stepWeight",
    "maxWeight",
    "stepWeightPromotion",
    "mirrorWeight",
    "primaryReadyThreshold",
    "canaryReadyThreshold",
  ].map((it) => ["spec", "analysis", it]),
  ["spec", "analysis", "sessionAffinity", "maxAge"],
];

/**
 * Fields that the schema takes as `number` and the controller decodes as an integer; of others the schema wants integers.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/flagger/v1beta1/canary.go
 */
export function integerFields(canary: JsonObject): readonly Path[] {
  const analysis = field(canary, "spec", "analysis");
  return [
    ...FIELDS,
    ...listOf(field(analysis, "stepWeights")).map((_, i) => ["spec", "analysis", "stepWeights", i]),
    ...listOf(field(analysis, "webhooks")).map((_, i) => [
      "spec",
      "analysis",
      "webhooks",
      i,
      "retries",
    ]),
  ];
}

/** The first of these fields that holds a fraction: the controller then can read no list of Canaries at all. */
export const fractionIn = (canary: JsonObject): Path | undefined =>
  integerFields(canary).find((path) => {
    const value = valueAt(canary, path);
    return typeof value === "number" && !Number.isInteger(value);
  });

function valueAt(object: JsonObject, path: Path): Json | undefined {
  let it: Json | undefined = object;
  for (const step of path) it = typeof step === "number" ? listOf(it)[step] : field(it, step);
  return it;
}
