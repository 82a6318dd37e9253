import type { Canary } from "./canary.ts";
import { keyOf } from "./objectKey.ts";
import { readCanary } from "./readCanary.ts";
import { editsOf } from "./replay/editsOf.ts";
import { recordedAfter } from "./replay/recordedAfter.ts";
import { recordedCalls } from "./replay/recordedCalls.ts";
import { recordedWorld } from "./replay/recordedWorld.ts";
import type { Recording } from "./replay/recording.ts";
import { scaledByOthers } from "./replay/scaledByOthers.ts";
import { withLaterReplicas } from "./replay/withLaterReplicas.ts";
import { beat, begin, type Rollout } from "./rollout.ts";

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
    const { objects: now } = rollout.store;
    const scaled = read ? scaledByOthers(recorded, read, (key) => now.get(key)) : [];
    const edits = [...editsOf(recording, recorded), ...scaled];
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
