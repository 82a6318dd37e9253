import { field, type JsonObject, listOf, stringOf } from "../json.ts";
import { isScaledToZero } from "../scaledToZero.ts";

/** A workload after a tick, as far as Flagger decides it. */
export interface RecordedWorkload {
  readonly specReplicas?: number;
  readonly scaledToZero?: boolean;
  readonly image?: string;
}

export function recordedWorkload(object: JsonObject): RecordedWorkload {
  const [container] = listOf(field(object, "spec", "template", "spec", "containers"));
  // What stands behind a Service is no matter of its own.
  const image = object.kind === "Service" ? "" : stringOf(field(container, "image"));
  const replicas = field(object, "spec", "replicas");
  return {
    ...(object.kind === "DaemonSet" ? { scaledToZero: isScaledToZero(object) } : {}),
    ...(typeof replicas === "number" ? { specReplicas: replicas } : {}),
    ...(image === "" ? {} : { image }),
  };
}
