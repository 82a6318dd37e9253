import { goDuration } from "../../goDuration.ts";
import { field, isObject, type JsonObject, numberOf, stringOf } from "../json.ts";
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
  const slowness = slownessOf(recording);
  const later: Record<string, object> = {};
  for (const which of ["target", "primary"] as const) {
    const name = which === "target" ? recording.target : `${recording.target}-primary`;
    if (edits.some((it) => setsReplicas(it, name))) continue;
    const reading = next.reads[which];
    const stands = field(after as JsonObject, which);
    if (!isObject(stands) || !reading || !("specReplicas" in reading)) continue;
    if (isYounger(reading, slowness, between / 2)) continue;
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

/** How many seconds pods of the target take until they are available: what it asks for, and what the recorder plays. */
function slownessOf({ objects, target }: Recording): number {
  const object = objects.find(
    (it) => it.kind === "Deployment" && field(it, "metadata", "name") === target,
  );
  const delay = field(object, "spec", "template", "metadata", "annotations", "pods.test/delay");
  const played = goDuration(stringOf(delay));
  const asked = numberOf(field(object, "spec", "minReadySeconds"));
  return asked + ("seconds" in played ? played.seconds : 0);
}

/**
 * Did pods come or go within so many seconds, as far as a recording can tell? Those that came are available only after
 * `slowness`; the state may be noted a while later.
 */
function isYounger(
  { availableCondition: condition }: DeploymentReading,
  slowness: number,
  seconds: number,
): boolean {
  if (!condition) return false;
  const age = condition.age + (condition.status === "True" ? slowness : 0);
  return age + UNSURE < seconds;
}

const UNSURE = 3;
