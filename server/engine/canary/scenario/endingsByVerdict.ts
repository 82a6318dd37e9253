import type { MetricAnswer } from "../call.ts";
import type { Setup } from "../setup.ts";
import type { Passes, World } from "../world.ts";
import { canaryIn } from "./canaryIn.ts";
import type { Ending } from "./ending.ts";
import { quietFrom } from "./endless.ts";
import { initialised } from "./initialised.ts";
import { play } from "./play.ts";
import { rememberedBeat } from "./rememberedBeat.ts";
import { withFlags } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { worldOf } from "./worldOf.ts";

/** An ending without its words, which may hold the values that were measured. */
export type WordlessEnding = Omit<Ending, "text" | "why">;

/**
 * How one scenario ends with other answers of its metrics. A rollout depends on an answer only through whether the check
 * passes, so what has the same verdicts at every check is played once.
 */
export function endingsByVerdict(
  setup: Setup,
  scenario: Scenario,
): (metrics: Scenario["metrics"]) => WordlessEnding {
  const start = initialised(withFlags(setup, scenario.flags), scenario.begins);
  if ("ending" in start) return () => start.ending;
  const canary = canaryIn(start.setup);
  const firsts = new Map<string, Place>();
  return (metrics) => {
    const said = { ...scenario, metrics };
    const key = patternOf(said);
    const first = firsts.get(key) ?? newPlace();
    firsts.set(key, first);
    const known = endingBehind(first, worldOf(said, canary, start.setup.flags));
    if (known) return known;
    const verdicts = notedFrom(first);
    const ending = play(
      start,
      said,
      () => {},
      (rollout, it, world) => rememberedBeat(rollout, it, verdicts.through(world)),
    );
    verdicts.end(ending);
    return ending;
  };
}

/** What else of the answers decides when a repetition is certain: since when they stay, and how long lists are. */
function patternOf(said: Scenario): string {
  const lengths = Object.entries(said.metrics).map(([name, it]) =>
    it.by === "call" && it.answers.length > 1 ? `${name} ${it.answers.length}` : "",
  );
  return `${quietFrom(said, 0)} ${lengths.join()}`;
}

/** What is known behind some verdicts: the next check, or the ending. */
interface Place {
  check: Check | undefined;
  passed: Place | undefined;
  failed: Place | undefined;
  ending: WordlessEnding | undefined;
}

interface Check {
  readonly answer: (world: World) => MetricAnswer;
  readonly passes: (answer: MetricAnswer) => boolean;
}

const newPlace = (): Place => ({
  check: undefined,
  passed: undefined,
  failed: undefined,
  ending: undefined,
});

function endingBehind(first: Place, world: World): WordlessEnding | undefined {
  let place: Place | undefined = first;
  while (place?.check) {
    const { answer, passes }: Check = place.check;
    place = passes(answer(world)) ? place.passed : place.failed;
  }
  return place?.ending;
}

/** Notes the verdicts of one run on the way from the first place. */
function notedFrom(first: Place) {
  let place = first;
  const asked = new Map<string, number>();
  const note = (check: Check, world: World): void => {
    place.check ??= check;
    const next = check.passes(check.answer(world)) ? "passed" : "failed";
    place[next] ??= newPlace();
    place = place[next];
  };
  return {
    through: (world: World): World => ({
      ...world,
      metric: (key, tick, nth, name, passes) => {
        const answer = world.metric(key, tick, nth, name, passes);
        // A beat that was half remembered asks again.
        if (nth >= (asked.get(key) ?? 0)) {
          asked.set(key, nth + 1);
          note(
            { answer: (it) => it.metric(key, tick, nth, name, passes), passes: once(passes) },
            world,
          );
        }
        return answer;
      },
    }),
    end: (ending: WordlessEnding) => {
      place.ending = ending;
    },
  };
}

/** The verdict on each answer, worked out once. */
function once(passes: Passes): Passes {
  const known = new Map<MetricAnswer, boolean>();
  return (answer) => {
    const found = known.get(answer);
    if (found !== undefined) return found;
    const verdict = passes(answer);
    known.set(answer, verdict);
    return verdict;
  };
}
