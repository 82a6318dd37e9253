import {
  field,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../server/engine/canary/json.ts";
import { isScaledToZero } from "../../server/engine/canary/scaledToZero.ts";

/** A workload in the form of a recording. `since`: from when the ages of conditions are told, in milliseconds. */
export function reading(object: JsonObject, since: number): object {
  const { kind, metadata, spec, status } = object;
  const image = field(listOf(field(spec, "template", "spec", "containers"))[0], "image");
  const generations = {
    generation: field(metadata, "generation"),
    observedGeneration: numberOf(field(status, "observedGeneration")),
  };
  const number = (key: string) => numberOf(field(status, key));
  if (kind === "Service") {
    const ports = listOf(field(spec, "ports")).map((it) => field(it, "port"));
    return { selector: field(spec, "selector") ?? null, ports };
  }
  if (kind === "DaemonSet") {
    return {
      ...generations,
      desired: number("desiredNumberScheduled"),
      updated: number("updatedNumberScheduled"),
      available: number("numberAvailable"),
      scaledToZero: isScaledToZero(object),
      image,
    };
  }
  return {
    specReplicas: field(spec, "replicas"),
    ...generations,
    replicas: number("replicas"),
    updated: number("updatedReplicas"),
    available: number("availableReplicas"),
    ...condition(status, "Progressing", "progressing", since),
    ...condition(status, "Available", "availableCondition", since),
    image,
  };
}

function condition(status: Json | undefined, type: string, as: string, since: number): object {
  const it = listOf(field(status, "conditions")).find((each) => field(each, "type") === type);
  if (!it) return {};
  const updated = Date.parse(stringOf(field(it, "lastUpdateTime")));
  const age = Math.floor((since - updated) / 1000);
  return { [as]: { status: field(it, "status"), reason: field(it, "reason"), age } };
}
