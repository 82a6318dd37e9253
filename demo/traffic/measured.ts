import { field, isObject, type JsonObject } from "../../server/engine/canary/json.ts";
import type { Inside } from "../apiserver/inside.ts";
import { namespaceOf, textsOf } from "../apiserver/objects/metadata.ts";
import { isTrue } from "../controllers/workloads/conditions.ts";
import { behaviourOf } from "./behaviour.ts";

/** What a monitoring would tell of a workload over the last minute. */
export interface Measured {
  /** Percent of the answers that were no errors. */
  readonly success: number;
  /** Milliseconds: 99 of 100 answers took no longer. */
  readonly latency: number;
}

/**
 * Measures the pods of a workload that are ready; there is always somebody who asks them. `undefined` where none is: nobody
 * answers, so nothing is measured.
 */
export function measured(workload: JsonObject, inside: Inside): Measured | undefined {
  const selector = field(workload, "spec", "selector", "matchLabels");
  if (!isObject(selector)) return undefined;
  const isOfWorkload = (pod: JsonObject): boolean =>
    namespaceOf(pod) === namespaceOf(workload) &&
    Object.entries(selector).every(([key, it]) => textsOf(pod, "labels")[key] === it);
  const pods = inside.list("v1", "Pod").filter((it) => isOfWorkload(it) && isTrue(it, "Ready"));
  if (pods.length === 0) return undefined;
  const behaviours = pods.map((it) => behaviourOf(it, inside));
  const errors = behaviours.reduce((sum, it) => sum + it.errors, 0) / pods.length;
  return { success: 100 - errors, latency: Math.max(...behaviours.map((it) => it.latency)) };
}
