import type { Canary } from "../canary.ts";
import { readCanary } from "../readCanary.ts";
import { beat } from "../rollout.ts";
import type { Edit, Setup } from "../setup.ts";
import type { Tick } from "../simulation.ts";
import { canaryIn } from "./canaryIn.ts";
import { after, type Clock, clockOf, withInterval } from "./clock.ts";
import { editsOf } from "./editsOf.ts";
import type { Ending } from "./ending.ts";
import { patienceOf, quietFrom, stateOf } from "./endless.ts";
import type { Start } from "./initialised.ts";
import { lastWord } from "./lastWord.ts";
import type { Scenario } from "./scenario.ts";
import { tookOf } from "./took.ts";
import { type ScenarioWorld, worldOf } from "./worldOf.ts";

/** No rollout that ends takes so many ticks. */
const LIMIT = 10_000;

/** Plays a scenario from a state until nothing more happens; every tick is handed to `keep`. `step` is what plays one. */
export function play(
  { setup, rollout: start }: Start,
  scenario: Scenario,
  keep: (tick: Tick) => void,
  step: typeof beat = beat,
): Ending {
  const canary = canaryIn(setup);
  const world = worldOf(scenario, canary, setup.flags);
  const edits = editsOf(setup, scenario);
  const lastEdit = Math.max(0, ...edits.keys());
  const repeats = repetition(scenario, canary, lastEdit);
  let rollout = start;
  let clock = clockOf(0, intervalOf(canary));
  let at = 0;
  let before: Tick | undefined;
  let spoken: Tick | undefined;
  let finalizer = false;
  for (let tick = 0; ; tick++) {
    const due = edits.get(tick) ?? NO_EDITS;
    finalizer ||= canary.spec.revertOnDeletion && due.some(isDeletion);
    const done = step(rollout, { tick, at, edits: due, finalizer }, world);
    rollout = done.rollout;
    if (before && isOver(before, done.tick, lastEdit)) return endingOf(before);
    keep(done.tick);
    if (rollout.ended !== undefined) return stopped(done.tick, rollout.ended);
    if (lastEdit === 0 && isResting(done.tick)) return endingOf(done.tick);
    const since = repeats(done.tick, world);
    if (hasEvent(done.tick)) spoken = done.tick;
    if (since !== undefined) {
      return { ...endingOf(done.tick), ...lastWord(spoken), outcome: "endless", ...since };
    }
    before = done.tick;
    clock = changedClock(clock, due, done.tick, setup);
    if (finalizer) at += RESYNC;
    else ({ at, clock } = after(clock, at, tookOf(done.tick.calls)));
  }
}

const NO_EDITS: readonly Edit[] = [];

/** Seconds until Flagger tries a finalizer again. */
const RESYNC = 30;

const isDeletion = (it: Edit): boolean => it.edit === "delete" && it.object.kind === "Canary";

/** Where there is no analysis, Flagger looks once a minute. */
const intervalOf = ({ spec }: Omit<Canary, "status">): number => spec.analysis?.interval ?? 60;

const hasEvent = ({ calls }: Tick): boolean => calls.some((it) => it.call === "event");

const isResting = ({ status }: Tick): boolean =>
  status?.phase === "Succeeded" || status?.phase === "Failed";

/** Is a tick at rest, with nothing to come, followed by one in which Flagger says nothing? */
function isOver(before: Tick, now: Tick, lastEdit: number): boolean {
  if (before.tick < lastEdit || now.finalizer) return false;
  const phase = before.status?.phase;
  if (!isResting(before) && phase !== "Initialized") return false;
  return now.status?.phase === phase && now.calls.every((it) => it.call === "status");
}

function endingOf(tick: Tick): Ending {
  return {
    outcome: tick.status?.phase ?? "deleted",
    phase: tick.status?.phase ?? "",
    tick: tick.tick,
    at: tick.at,
    ...lastWord(tick),
  };
}

const stopped = (tick: Tick, text: string): Ending => ({
  ...endingOf(tick),
  outcome: tick.status === undefined ? "deleted" : "stopped",
  text,
});

/** Answers since when it all comes again, as soon as that is certain. */
function repetition(scenario: Scenario, canary: Omit<Canary, "status">, lastEdit: number) {
  const quiet = quietFrom(scenario, lastEdit);
  const patience = patienceOf(scenario, canary, intervalOf(canary));
  const seen = new Map<string, { readonly tick: number; readonly at: number }>();
  return ({ tick, at, status, routes }: Tick, world: ScenarioWorld) => {
    const now = { tick, at };
    if (tick >= LIMIT - 1) return now;
    if (tick < quiet) return undefined;
    const state = stateOf({ status, routes }) + world.used();
    const first = seen.get(state);
    if (!first) seen.set(state, now);
    return first && tick - first.tick >= patience ? first : undefined;
  };
}

/** A Canary that people have changed may have another interval. */
function changedClock(clock: Clock, edits: readonly Edit[], tick: Tick, setup: Setup): Clock {
  if (!edits.some((it) => it.edit === "patch" && it.object.kind === "Canary")) return clock;
  const { namespace, name } = setup.canary;
  const object = tick.objects.get(`Canary/${namespace}/${name}`);
  const interval = object ? intervalOf({ ...readCanary(object) }) : clock.interval;
  if (interval === (clock.next ?? clock).interval) return clock;
  return withInterval(clock, tick.at, interval, setup.flags.controlLoopInterval);
}
