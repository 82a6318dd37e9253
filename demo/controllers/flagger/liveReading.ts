import {
  field,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { ConditionReading, WorkloadReading } from "../../../server/engine/canary/reading.ts";
import { isScaledToZero } from "../../../server/engine/canary/scaledToZero.ts";

/** A Deployment or DaemonSet of the cluster as Flagger reads it. `at`: seconds since 1970. */
export function liveReading(object: JsonObject, at: number): WorkloadReading {
  const number = (key: string): number => numberOf(field(object, "status", key));
  const common = {
    generation: numberOf(field(object, "metadata", "generation")),
    observedGeneration: number("observedGeneration"),
  };
  if (object.kind === "DaemonSet") {
    return {
      ...common,
      desired: number("desiredNumberScheduled"),
      updated: number("updatedNumberScheduled"),
      available: number("numberAvailable"),
      scaledToZero: isScaledToZero(object),
    };
  }
  const progressing = conditionOf(object, "Progressing", at);
  const availableCondition = conditionOf(object, "Available", at);
  const replicas = field(object, "spec", "replicas");
  return {
    ...common,
    ...(typeof replicas === "number" && { specReplicas: replicas }),
    replicas: number("replicas"),
    updated: number("updatedReplicas"),
    available: number("availableReplicas"),
    ...(progressing && { progressing }),
    ...(availableCondition && { availableCondition }),
  };
}

function conditionOf(object: JsonObject, type: string, at: number): ConditionReading | undefined {
  const isIt = (it: Json): boolean => field(it, "type") === type;
  const found = listOf(field(object, "status", "conditions")).find(isIt);
  if (found === undefined) return undefined;
  const updated = Date.parse(stringOf(field(found, "lastUpdateTime"))) / 1000;
  return {
    status: stringOf(field(found, "status")),
    reason: stringOf(field(found, "reason")),
    age: Number.isNaN(updated) ? 0 : Math.max(0, at - updated),
  };
}
