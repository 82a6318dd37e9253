import type { CanaryEnding, CanaryReason } from "../../../../protocol/canary.ts";
import type { Reason } from "../reason.ts";
import type { Ending } from "../scenario/ending.ts";
import { endingWords } from "../scenario/endingWords.ts";

/** How a rollout ends, in a word, a mood and a sentence. */
export function endingOf(ending: Ending, reason: (it: Reason) => CanaryReason): CanaryEnding {
  const { outcome, why } = ending;
  return {
    outcome: WORDS[outcome] ?? outcome,
    mood: MOODS[outcome] ?? "bad",
    sentence: endingWords(ending),
    ...(why ? { why: reason(why) } : {}),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  endless: "Never ends",
  deleted: "Gone",
  stopped: "Stops",
};

const MOODS: Readonly<Record<string, CanaryEnding["mood"]>> = {
  Succeeded: "good",
  Initialized: "open",
  endless: "open",
};
