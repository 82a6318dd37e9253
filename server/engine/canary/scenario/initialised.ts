import { memo } from "../../memo.ts";
import { beat, begin, type Rollout } from "../rollout.ts";
import type { Setup } from "../setup.ts";
import type { Tick } from "../simulation.ts";
import { canaryIn } from "./canaryIn.ts";
import type { Ending } from "./ending.ts";
import { lastWord } from "./lastWord.ts";
import { plainScenario } from "./plainScenario.ts";
import type { Beginning } from "./scenario.ts";
import { worldOf } from "./worldOf.ts";

/** What a scenario is played from. */
export interface Start {
  readonly setup: Setup;
  readonly rollout: Rollout;
}

/** Where Flagger never gets as far as that, what it does instead. */
interface NoStart {
  readonly ticks: readonly Tick[];
  readonly ending: Ending;
  readonly neverBegins: true;
}

/** The state before tick 0. What came before it has negative ticks. */
export function initialised(setup: Setup, begins: Beginning): Start | NoStart {
  if (begins === "installation") return { setup, rollout: begin(setup) };
  return afterInitialisation(setup);
}

const afterInitialisation = memo((setup: Setup): Start | NoStart => {
  const first = initialise(setup, 0);
  const last = first.ticks.at(-1);
  if (last?.status?.phase === "Initialized") {
    return { setup, rollout: initialise(setup, first.ticks.length).rollout };
  }
  const phase = last?.status?.phase;
  const isOver = phase === "Failed" || phase === "Succeeded";
  return {
    ticks: first.ticks,
    neverBegins: true,
    ending: {
      outcome: first.rollout.ended !== undefined ? "stopped" : isOver ? phase : "endless",
      phase: phase ?? "",
      tick: isOver ? (last?.tick ?? 0) : 0,
      at: isOver ? (last?.at ?? 0) : 0,
      text: first.rollout.ended ?? lastWord(last).text,
      why: lastWord(last).why,
    },
  };
});

/** A healthy primary is ready on the second tick; what has not come about by then never will. */
const ENOUGH = 5;

/** Plays the first ticks in a healthy world, the last of them just before tick 0 where `early` is their number. */
function initialise(
  setup: Setup,
  early: number,
): { readonly rollout: Rollout; readonly ticks: readonly Tick[] } {
  const canary = canaryIn(setup);
  const world = worldOf(plainScenario, canary, setup.flags);
  const interval = canary.spec.analysis?.interval ?? 60;
  const ticks: Tick[] = [];
  let rollout = begin(setup);
  for (let tick = -early; tick < ENOUGH - early; tick++) {
    const done = beat(rollout, { tick, at: tick * interval, edits: [], finalizer: false }, world);
    rollout = done.rollout;
    ticks.push(done.tick);
    const phase = done.tick.status?.phase;
    if (rollout.ended !== undefined || !(phase === "" || phase === "Initializing")) break;
  }
  return { rollout, ticks };
}
