import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { conditionOf, isObserved } from "./condition.ts";
import { type Desk, readObject } from "./desk.ts";
import { fluxState } from "./flux.ts";
import { pause } from "./time.ts";
import type { Verdict } from "./verdict.ts";

const look = 500;
/** A controller that is well has begun by then, so an old failure is no longer an old one. */
const oldest = 10_000;

/**
 * Waits until an object whose spec was just changed is ready or has failed for that generation.
 *
 * @param progress told what the controller says meanwhile, each thing once
 * @param timeout milliseconds
 */
export async function settle(
  desk: Desk,
  identity: ObjectIdentity,
  progress: (words: string) => void,
  signal: AbortSignal,
  timeout = 5 * 60_000,
): Promise<Verdict> {
  const began = desk.time.now();
  let last: string | undefined;
  let hasLife = false;
  for (;;) {
    if (!(await pause(desk.time, look, signal)))
      return {
        kind: "cancelled",
        words: "No longer waited for; the controller goes on by itself.",
      };
    const { value, failure } = await readObject(desk, identity, signal);
    const waited = desk.time.now() - began;
    if (failure && (failure.kind === "missing" || timeout <= waited))
      return { kind: "refused", words: failure.sentence };
    if (!value) continue;
    const { state, words, revision } = fluxState(value.object);
    const about = { words, ...(revision ? { revision } : {}) };
    const ready = conditionOf(value.object, "Ready");
    if (state === "ready" && (!ready || isObserved(value.object, ready)))
      return { kind: "ready", ...about };
    if (last !== undefined && words !== last) {
      hasLife = true;
      progress(words);
    }
    last = words;
    const isOld = !hasLife && waited < oldest;
    if (!isOld && state === "stalled") return { kind: "stalled", ...about };
    if (!isOld && state === "failed") return { kind: "failed", ...about };
    if (!isOld && state === "waits") return { kind: "blocked", ...about };
    if (timeout <= waited) return { kind: "silent", words: `Still at work: ${words}` };
  }
}
