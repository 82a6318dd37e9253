import { canaryState } from "../api/flagger.ts";
import { json } from "../api/json.ts";
import type { KubeObject } from "../api/kubeObject.ts";

/** A Canary and the workloads that it rolls out, at one moment. */
export interface RolloutSight {
  readonly canary: KubeObject;
  readonly target: KubeObject | undefined;
  readonly primary: KubeObject | undefined;
}

/** What of a rollout is known before a change and told apart after it. */
export interface RolloutMark {
  readonly uid: string;
  readonly phase: string;
  /** Flagger's own hash of what it rolled out last. */
  readonly applied: unknown;
  /** Pods of the target, as text. */
  readonly pods: string;
}

export type RolloutProgress =
  /** Flagger has not begun yet. */
  | { readonly kind: "awaited" }
  | { readonly kind: "running"; readonly words: string; readonly weight: number }
  | {
      readonly kind: "ended";
      readonly result: "succeeded" | "failed" | "none" | "unchanged" | "gone";
      readonly words: string;
    };

export type Lateness = "not" | "forNothing" | "forAll";

export const markOf = ({ canary, target }: RolloutSight): RolloutMark => ({
  uid: canary.metadata.uid,
  phase: canaryState(canary).phase,
  applied: canary.status.lastAppliedSpec,
  pods: podsOf(target),
});

/**
 * How far the rollout is that a change began. Flagger looks once in each interval, so it is waited for only where the
 * pods of the target are others than before.
 *
 * @param lateness `forNothing`: what has nothing to roll out is not waited for any longer; `forAll`: nothing is
 */
export function rolloutProgress(
  before: RolloutMark,
  now: RolloutSight,
  lateness: Lateness,
): RolloutProgress {
  const { canary } = now;
  const state = canaryState(canary);
  if (canary.metadata.uid !== before.uid) return ended("gone", "was made anew meanwhile");
  if (state.state === "suspended") return ended("none", "is suspended, so nothing is rolled out");
  if (RUNNING.has(state.phase))
    return { kind: "running", words: runningWords(now), weight: state.weight };
  const isChanged = podsOf(now.target) !== before.pods;
  // Flagger takes note of the new hash here, too. A rollout that failed leaves other pods in the target.
  if (isChanged && state.phase === "Failed" && isPromoted(now)) return alreadyPromoted;
  const hasBegun = canary.status.lastAppliedSpec !== before.applied || RUNNING.has(before.phase);
  if (hasBegun && FINAL.has(state.phase)) return finalOf(state.phase, now);
  if (isChanged && isPromoted(now)) return alreadyPromoted;
  if (lateness === "forAll" && isChanged) return ended("none", "has not begun its rollout in time");
  if (lateness !== "not" && !isChanged) return ended("unchanged", "has nothing new to roll out");
  return { kind: "awaited" };
}

const ended = (
  result: "succeeded" | "failed" | "none" | "unchanged" | "gone",
  words: string,
): RolloutProgress => ({ kind: "ended", result, words });

const alreadyPromoted = ended(
  "none",
  "starts no rollout: what Git asks for is the version that runs",
);

/** https://docs.flagger.app/usage/how-it-works#canary-status */
const RUNNING: ReadonlySet<string> = new Set([
  "Initializing",
  "Waiting",
  "Progressing",
  "WaitingPromotion",
  "Promoting",
  "Finalising",
]);
const FINAL: ReadonlySet<string> = new Set(["Initialized", "Succeeded", "Failed"]);

function finalOf(phase: string, { canary }: RolloutSight): RolloutProgress {
  const { failedChecks, threshold } = canaryState(canary);
  if (phase === "Initialized") return ended("succeeded", "is initialised");
  if (phase === "Succeeded") return ended("succeeded", "succeeded: the new version runs");
  const checks = failedChecks >= threshold ? ` after ${failedChecks} failed checks` : "";
  return ended("failed", `failed and was rolled back${checks}`);
}

function runningWords({ canary }: RolloutSight): string {
  const { phase, weight, iteration, failedChecks, threshold, waitsFor } = canaryState(canary);
  const share = iteration ? `${iteration.done}/${iteration.of}` : `${weight} %`;
  const failed = failedChecks > 0 ? `, failed checks ${failedChecks} of ${threshold}` : "";
  const waits = waitsFor ? `, waits for ${waitsFor}` : "";
  return phase === "Progressing" ? `${share}${failed}${waits}` : `${phase}${failed}${waits}`;
}

const podsOf = (workload: KubeObject | undefined): string =>
  JSON.stringify(ordered(json.at(workload?.spec, "template", "spec") ?? null));

/** Who writes an object decides in which order its fields stand. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, it]) => [name, ordered(it)]));
}

/** Flagger starts nothing for what it has promoted already; it gives the primary copies of ConfigMaps and Secrets. */
const isPromoted = ({ target, primary }: RolloutSight): boolean =>
  primary !== undefined && podsOf(target) === podsOf(primary).replaceAll('-primary"', '"');
