import { field, isObject, type JsonObject } from "../json.ts";
import type { Edit } from "../setup.ts";
import { editsOf } from "./editsOf.ts";
import type { RecordedTick, Recording } from "./recording.ts";

/**
 * The state was recorded some seconds after the tick, when an autoscaler may have acted: what the next tick reads tells of it,
 * unless the script changed the workload in between.
 */
export function withLaterReplicas(
  after: object,
  recording: Recording,
  next: RecordedTick | undefined,
): object {
  if (!next || editsOf(recording, next).some(setsReplicas)) return after;
  const later: Record<string, object> = {};
  for (const which of ["target", "primary"] as const) {
    const reading = next.reads[which];
    const stands = field(after as JsonObject, which);
    if (!isObject(stands) || !reading || !("specReplicas" in reading)) continue;
    if (reading.specReplicas !== undefined && stands.specReplicas !== undefined) {
      later[which] = { ...stands, specReplicas: reading.specReplicas };
    }
  }
  return { ...after, ...later };
}

const setsReplicas = (edit: Edit): boolean =>
  edit.edit !== "patch" || field(edit.body, "spec", "replicas") !== undefined;
