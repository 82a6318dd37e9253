import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { targetOf } from "../apart.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { eventsOf } from "../api/eventsOf.ts";
import { goDuration } from "../api/goDuration.ts";
import { json } from "../api/json.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { pause } from "../api/time.ts";
import { oneLine } from "../documents/safeText.ts";
import {
  type Lateness,
  markOf,
  type RolloutMark,
  type RolloutProgress,
  type RolloutSight,
  rolloutProgress,
} from "./rollout.ts";

/** Canaries as they were before a change. */
export type RolloutMarks = ReadonlyMap<string, Mark>;

interface Mark extends RolloutMark {
  readonly identity: ObjectIdentity;
  /** Milliseconds between two looks of Flagger. */
  readonly interval: number;
}

/** How one rollout is, told whenever it is different. */
export interface RolloutStep {
  readonly canary: ObjectIdentity;
  readonly progress: RolloutProgress;
}

const look = 1000;
/** So many intervals Flagger may take to begin, and so many milliseconds besides. */
const patience = {
  forNothing: { intervals: 1, milliseconds: 5000 },
  forAll: { intervals: 3, milliseconds: 30_000 },
} as const;

/** Notes how Canaries are; those that are not there yet are left out. */
export async function markRollouts(
  desk: Desk,
  canaries: readonly ObjectIdentity[],
  signal: AbortSignal,
): Promise<RolloutMarks> {
  const marks = new Map<string, Mark>();
  for (const identity of canaries) {
    const sight = await see(desk, identity, signal);
    if (!sight) continue;
    const interval = intervalOf(sight.canary);
    marks.set(keyOf(identity), { ...markOf(sight), identity, interval });
  }
  return marks;
}

/**
 * Follows the rollouts that a change began until each has ended.
 *
 * @returns by Canary how it ended; those that nobody waited for any longer are left out
 */
export async function followRollouts(
  desk: Desk,
  marks: RolloutMarks,
  tell: (step: RolloutStep) => void,
  signal: AbortSignal,
): Promise<readonly RolloutStep[]> {
  const began = desk.time.now();
  const open = new Map(marks);
  const told = new Map<string, string>();
  const results: RolloutStep[] = [];
  while (open.size > 0 && !signal.aborted) {
    for (const [key, mark] of [...open]) {
      const sight = await see(desk, mark.identity, signal);
      if (signal.aborted) break;
      const progress: RolloutProgress = sight
        ? rolloutProgress(mark, sight, latenessOf(mark, desk.time.now() - began))
        : { kind: "ended", result: "gone", words: "is not in the cluster any more" };
      const step = await explained(desk, sight, { canary: mark.identity, progress }, signal);
      const text = JSON.stringify(progress);
      if (told.get(key) !== text) tell(step);
      told.set(key, text);
      if (progress.kind !== "ended") continue;
      open.delete(key);
      results.push(step);
    }
    if (open.size > 0) await pause(desk.time, look, signal);
  }
  return results;
}

function latenessOf({ interval }: Mark, waited: number): Lateness {
  const isLate = ({ intervals, milliseconds }: (typeof patience)[keyof typeof patience]) =>
    intervals * interval + milliseconds < waited;
  if (isLate(patience.forAll)) return "forAll";
  return isLate(patience.forNothing) ? "forNothing" : "not";
}

async function see(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<RolloutSight | undefined> {
  const { value } = await readObject(desk, identity, signal);
  if (!value) return undefined;
  const workload = targetOf(value.object);
  const read = async (name: string): Promise<KubeObject | undefined> =>
    workload && (await readObject(desk, { ...workload, name }, signal)).value?.object;
  const target = workload && (await read(workload.name));
  const primary = workload && (await read(`${workload.name}-primary`));
  return { canary: value.object, target, primary };
}

/** A rollout that failed says which check did, as Flagger's last warning tells. */
async function explained(
  desk: Desk,
  sight: RolloutSight | undefined,
  step: RolloutStep,
  signal: AbortSignal,
): Promise<RolloutStep> {
  const { canary, progress } = step;
  if (!sight || progress.kind !== "ended" || progress.result !== "failed") return step;
  const why = await lastHalt(desk, sight.canary, signal);
  return why ? { canary, progress: { ...progress, words: `${progress.words}: ${why}` } } : step;
}

async function lastHalt(
  desk: Desk,
  canary: KubeObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const key = keyOf(identityOf(canary));
  const { events } = await eventsOf(desk, canary, signal);
  for (const { message, object } of events) {
    const [, why] = /Halt \S+ advancement (.+)$/s.exec(message) ?? [];
    if (why && keyOf(object) === key) return oneLine(why);
  }
  return undefined;
}

/** Flagger looks at a Canary this often; https://docs.flagger.app/usage/how-it-works#canary-analysis */
const intervalOf = ({ spec }: KubeObject): number =>
  Math.max(10_000, goDuration(json.text(json.at(spec, "analysis", "interval")) ?? "60s"));
