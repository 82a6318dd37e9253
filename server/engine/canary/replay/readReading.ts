import { field, isObject, type Json, numberOf, stringOf } from "../json.ts";
import type { ConditionReading, WorkloadReading } from "../reading.ts";

/** A workload as a recording has it; `undefined` where it is none. */
export function readReading(it: Json | undefined): WorkloadReading | undefined {
  if (!isObject(it) || typeof it.generation !== "number") return undefined;
  const number = (key: string) => numberOf(it[key]);
  const common = {
    generation: number("generation"),
    observedGeneration: number("observedGeneration"),
    updated: number("updated"),
    available: number("available"),
    ...(typeof it.image === "string" ? { image: it.image } : {}),
  };
  if (typeof it.scaledToZero === "boolean") {
    return { ...common, desired: number("desired"), scaledToZero: it.scaledToZero };
  }
  const progressing = conditionOf(it.progressing);
  const availableCondition = conditionOf(it.availableCondition);
  return {
    ...common,
    replicas: number("replicas"),
    ...(typeof it.specReplicas === "number" ? { specReplicas: it.specReplicas } : {}),
    ...(progressing ? { progressing } : {}),
    ...(availableCondition ? { availableCondition } : {}),
  };
}

function conditionOf(it: Json | undefined): ConditionReading | undefined {
  if (!isObject(it)) return undefined;
  return {
    status: stringOf(it.status),
    reason: stringOf(it.reason),
    age: numberOf(field(it, "age")),
  };
}
