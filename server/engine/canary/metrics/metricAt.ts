import type { Path } from "../../node.ts";
import type { Canary } from "../canary.ts";
import { field, isObject } from "../json.ts";

/** Where a metric stands in its Canary: under `analysis`, or under the old name that Flagger still reads. */
export function metricAt({ object }: Canary, index: number): Path {
  const key = isObject(field(object, "spec", "analysis")) ? "analysis" : "canaryAnalysis";
  return ["spec", key, "metrics", index];
}
