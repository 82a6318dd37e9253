import { memo } from "../../memo.ts";
import type { Setup } from "../setup.ts";
import type { Tick } from "../simulation.ts";
import type { Ending } from "./ending.ts";
import { initialised } from "./initialised.ts";
import { play } from "./play.ts";
import { rememberedBeat } from "./rememberedBeat.ts";
import type { Scenario } from "./scenario.ts";

/** A whole rollout: every tick from tick 0, and how it ends. */
export interface Simulation {
  readonly ticks: readonly Tick[];
  readonly ending: Ending;
  /** Flagger does not get as far as tick 0: what it does instead, from its first tick on. */
  readonly neverBegins?: true;
}

/** Plays a scenario; keep the same setup for several, so that what they have in common is done once. */
export function run(setup: Setup, scenario: Scenario): Simulation {
  const start = initialised(withFlags(setup, scenario.flags), scenario.begins);
  if ("ending" in start) return start;
  const ticks: Tick[] = [];
  const ending = play(start, scenario, (it) => ticks.push(it));
  return { ticks, ending };
}

/** How a scenario ends. What several scenarios have in common is worked out once. */
export function outcomeOf(setup: Setup, scenario: Scenario): Ending {
  const start = initialised(withFlags(setup, scenario.flags), scenario.begins);
  if ("ending" in start) return start.ending;
  return play(start, scenario, () => {}, rememberedBeat);
}

const overridden = memo((_: Setup) => new WeakMap<Scenario["flags"], Setup>());

/** The setup with the flags of a scenario: the same one for the same flags. */
export function withFlags(setup: Setup, flags: Scenario["flags"]): Setup {
  if (Object.keys(flags).length === 0) return setup;
  const known = overridden(setup);
  const found = known.get(flags) ?? { ...setup, flags: { ...setup.flags, ...flags } };
  known.set(flags, found);
  return found;
}
