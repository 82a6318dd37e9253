import { field, isObject, type JsonObject } from "../json.ts";
import type { DeploymentReading } from "../reading.ts";
import type { Edit } from "../setup.ts";
import { editsOf } from "./editsOf.ts";
import type { RecordedTick, Recording } from "./recording.ts";

/**
 * The state was recorded about half an interval after the tick, when an autoscaler may have acted: what the next tick reads
 * tells of it, unless the script changed the workload in between, or pods came clearly later.
 */
export function withLaterReplicas(
  after: object,
  recording: Recording,
  next: RecordedTick | undefined,
): object {
  if (!next) return after;
  const edits = editsOf(recording, next);
  const between = next.at - (recording.ticks[recording.ticks.indexOf(next) - 1]?.at ?? next.at);
  const later: Record<string, object> = {};
  for (const which of ["target", "primary"] as const) {
    const name = which === "target" ? recording.target : `${recording.target}-primary`;
    if (edits.some((it) => setsReplicas(it, name))) continue;
    const reading = next.reads[which];
    const stands = field(after as JsonObject, which);
    if (!isObject(stands) || !reading || !("specReplicas" in reading)) continue;
    if (isYounger(reading, between / 2)) continue;
    if (reading.specReplicas !== undefined && stands.specReplicas !== undefined) {
      later[which] = { ...stands, specReplicas: reading.specReplicas };
    }
  }
  return { ...after, ...later };
}

/** May an edit change the replicas of a workload? */
const setsReplicas = (edit: Edit, name: string): boolean =>
  edit.edit !== "patch" ||
  (edit.object.name === name && field(edit.body, "spec", "replicas") !== undefined);

/** Did pods come or go within so many seconds, as far as a recording can tell? It may take a while to note the state. */
const isYounger = ({ availableCondition }: DeploymentReading, seconds: number): boolean =>
  availableCondition !== undefined && availableCondition.age + UNSURE < seconds;

const UNSURE = 3;
