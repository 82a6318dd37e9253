import type { Canary } from "./canary.ts";
import { field, isObject, type JsonObject } from "./json.ts";
import { keyOf } from "./objectKey.ts";
import { readCanary } from "./readCanary.ts";
import { recordedAfter } from "./replay/recordedAfter.ts";
import { recordedCalls } from "./replay/recordedCalls.ts";
import { recordedWorld } from "./replay/recordedWorld.ts";
import type { RecordedTick, Recording } from "./replay/recording.ts";
import { beat, begin, type Rollout } from "./rollout.ts";
import type { Edit } from "./setup.ts";

/** A tick in the form of a recording. */
export interface ReplayedTick {
  readonly tick: number;
  readonly at: number;
  readonly calls: readonly object[];
  readonly after: object;
}

/** Plays a recorded rollout anew, from what was there and what was answered. */
export function replay(recording: Recording): readonly ReplayedTick[] {
  const { canary, flags, objects } = recording;
  const world = recordedWorld(recording);
  let rollout = begin({ canary, flags, objects, hasGivenReplicas: true });
  let read = canaryOf(rollout);
  return recording.ticks.map((recorded, index) => {
    const edits = [...editsOf(recording, recorded), ...scaledByOthers(rollout, recorded, read)];
    const { tick: number, at, finalizer } = recorded;
    const { rollout: next, tick } = beat(rollout, { tick: number, at, edits, finalizer }, world);
    rollout = next;
    read = canaryOf(rollout) ?? read;
    const calls = recordedCalls(tick.calls);
    const after = read
      ? recordedAfter(tick, read, recording.target || read.spec.target.name, flags.meshProvider)
      : { status: null };
    return {
      tick: number,
      at,
      calls,
      after: withLaterReplicas(after, recording, recording.ticks[index + 1]),
    };
  });
}

function canaryOf({ store, setup, status }: Rollout): Canary | undefined {
  const object = store.objects.get(keyOf("Canary", setup.canary.namespace, setup.canary.name));
  return object && status ? { ...readCanary(object), status } : undefined;
}

const editsOf = ({ edits }: Recording, tick: RecordedTick): readonly Edit[] =>
  tick.edits.flatMap((index) => edits[index]?.edit ?? []);

const WORKLOADS = ["target", "primary"] as const;

/** Replicas that others than Flagger and the script have set, an autoscaler for one: Flagger reads them as they are. */
function scaledByOthers(
  { store }: Rollout,
  { reads }: RecordedTick,
  canary: Canary | undefined,
): readonly Edit[] {
  if (!canary) return [];
  return WORKLOADS.flatMap((which): Edit[] => {
    const reading = reads[which];
    const replicas = reading && "specReplicas" in reading ? reading.specReplicas : undefined;
    const { name: target } = canary.spec.target;
    const name = which === "target" ? target : `${target}-primary`;
    const object = store.objects.get(keyOf("Deployment", canary.namespace, name));
    if (!object || replicas === undefined || field(object, "spec", "replicas") === replicas) {
      return [];
    }
    return [{ edit: "patch", object: { kind: "Deployment", name }, body: { spec: { replicas } } }];
  });
}

/**
 * The state was recorded some seconds after the tick, when an autoscaler may have acted: what the next tick reads tells of it,
 * unless the script changed the workload in between.
 */
function withLaterReplicas(
  after: object,
  recording: Recording,
  next: RecordedTick | undefined,
): object {
  if (!next || editsOf(recording, next).some(setsReplicas)) return after;
  const later: Record<string, object> = {};
  for (const which of WORKLOADS) {
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
