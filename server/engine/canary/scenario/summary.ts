import { memo } from "../../memo.ts";
import type { Canary } from "../canary.ts";
import { field, numberOf } from "../json.ts";
import type { Setup } from "../setup.ts";
import { canaryIn } from "./canaryIn.ts";
import type { Ending } from "./ending.ts";
import { boundsOf, healthyAnswer } from "./healthyAnswer.ts";
import { objectIn } from "./objectIn.ts";
import { plainScenario } from "./plainScenario.ts";
import { PRESETS, type Preset, presetScenario } from "./presets.ts";
import { outcomeOf } from "./run.ts";
import type { Answers, Scenario } from "./scenario.ts";
import { strategyWords } from "./strategyWords.ts";

/** What can be said of a Canary without a scenario. Durations count from the tick that notices the new revision. */
export interface Summary {
  /** `5 % → 50 % in 10 steps of 10 s, …` */
  readonly strategy: string;
  /** The shortest rollout that succeeds; `undefined` where none does. */
  readonly earliest: Duration | undefined;
  /**
   * The longest rollout that succeeds: every failed check but the one that would roll back, pods that get ready just
   * before their deadline. `undefined` where none does, or where a gate can hold it for any time.
   */
  readonly worst: Duration | undefined;
  /** The soonest roll-back after checks that fail from the start; `undefined` where nothing can fail. */
  readonly rollback: Duration | undefined;
  /** Names of the webhooks that can hold the rollout for any time. */
  readonly gates: readonly string[];
  readonly presets: Readonly<Record<Preset, Ending>>;
}

export interface Duration {
  readonly ticks: number;
  readonly seconds: number;
}

/** Worked out by playing it: once healthy, once as slow as can be, and under each preset. */
export const summary: (setup: Setup) => Summary = memo((setup) => {
  const canary = canaryIn(setup);
  const gates = gatesOf(canary);
  const presets = presetEndings(setup, canary);
  const earliest = durationOf(presets.healthy, "Succeeded");
  return {
    strategy: strategyWords(canary),
    earliest,
    worst: earliest && gates.length === 0 ? slowest(setup, canary) : undefined,
    rollback: rollbackOf(setup, canary, presets.errors),
    gates,
    presets,
  };
});

/** How a Canary ends where everything passes: the least that can be said of it, and the fastest to find out. */
export const healthyEnding: (setup: Setup) => Ending = memo((setup) =>
  outcomeOf(setup, presetScenario("healthy", canaryIn(setup))),
);

/** How a Canary ends under each preset. */
function presetEndings(
  setup: Setup,
  canary: Omit<Canary, "status">,
): Readonly<Record<Preset, Ending>> {
  const names = Object.keys(PRESETS) as Preset[];
  const endings = names.map(
    (it) =>
      [
        it,
        it === "healthy" ? healthyEnding(setup) : outcomeOf(setup, presetScenario(it, canary)),
      ] as const,
  );
  return Object.fromEntries(endings) as Record<Preset, Ending>;
}

function gatesOf({ spec: { analysis, skipAnalysis } }: Omit<Canary, "status">): readonly string[] {
  return (analysis?.webhooks ?? [])
    .filter((it) => (skipAnalysis ? it.type === "confirm-rollout" : it.type.startsWith("confirm-")))
    .map((it) => it.name);
}

const durationOf = (
  { outcome, tick, at }: Ending,
  wanted: "Succeeded" | "Failed",
): Duration | undefined => (outcome === wanted ? { ticks: tick, seconds: at } : undefined);

function rollbackOf(
  setup: Setup,
  canary: Omit<Canary, "status">,
  errors: Ending,
): Duration | undefined {
  const found = durationOf(errors, "Failed");
  const check = failingCheck(canary, Number.POSITIVE_INFINITY);
  return found ?? (check && durationOf(outcomeOf(setup, { ...plainScenario, ...check }), "Failed"));
}

/**
 * Pods may get ready in the last tick before their deadline: those of the target by the Canary's, those of the primary by
 * that of the workload, which works on while the old ones serve.
 */
function slowest(setup: Setup, canary: Omit<Canary, "status">): Duration | undefined {
  const { spec } = canary;
  const interval = spec.analysis?.interval ?? 60;
  const failing = failingCheck(canary, (spec.analysis?.threshold ?? 1) - 1);
  const base = durationOf(outcomeOf(setup, { ...plainScenario, ...failing }), "Succeeded");
  if (!base) return undefined;
  const waits = (key: "target" | "primary", deadline: number): number => {
    const late = outcomeOf(setup, { ...plainScenario, ...failing, [key]: 1 });
    return late.outcome === "Succeeded" && late.tick > base.ticks
      ? Math.floor(Math.max(deadline, 0) / interval)
      : 0;
  };
  const ticks =
    waits("target", spec.progressDeadline) + waits("primary", primaryDeadline(setup, canary));
  return { ticks: base.ticks + ticks, seconds: base.seconds + ticks * interval };
}

/** Seconds. A DaemonSet has none of its own. */
function primaryDeadline(setup: Setup, { spec }: Omit<Canary, "status">): number {
  if (spec.target.kind === "DaemonSet") return spec.progressDeadline;
  const target = objectIn(setup, { kind: spec.target.kind, name: spec.target.name });
  return numberOf(field(target, "spec", "progressDeadlineSeconds")) || 600;
}

/** A check that fails so many times, then passes: a metric, else a hook; `undefined` where nothing can fail. */
function failingCheck(
  { spec: { analysis } }: Omit<Canary, "status">,
  times: number,
): Pick<Partial<Scenario>, "metrics" | "webhooks"> | undefined {
  for (const it of boundsOf(analysis?.metrics ?? []).values()) {
    // An empty result fails whatever is compared.
    return { metrics: { [it.name]: failing(times, null, healthyAnswer(it)) } };
  }
  const hook = analysis?.webhooks.find(({ type }) => type === "rollout" || type === "pre-rollout");
  return hook && { webhooks: { [hook.name]: failing(times, REJECTED, { status: 200 }) } };
}

function failing<T>(times: number, bad: T, good: T): Answers<T> {
  if (times === Number.POSITIVE_INFINITY) return { by: "call", answers: [bad] };
  const few = Math.min(Math.max(times, 0), MOST_CHECKS);
  return { by: "call", answers: [...Array.from({ length: few }, () => bad), good] };
}

/** More failed checks than anybody allows are not played. */
const MOST_CHECKS = 5000;

/** A status that is not asked for again. */
const REJECTED = { status: 403 };
