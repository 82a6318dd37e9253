import { durationWords } from "../../durationWords.ts";
import type { CanaryReading } from "./canary.ts";
import { tickSeconds } from "./tickSeconds.ts";

/** What becomes of a rollout whose checks all fail, as the end of a sentence, with its numbers where they are known. */
export function rolledBack(canary: CanaryReading): string {
  const threshold = canary.numberAt(["spec", "analysis", "threshold"]);
  const tick = tickSeconds(canary);
  if (threshold === undefined || !Number.isInteger(threshold) || tick === undefined) {
    return "each rollout is rolled back";
  }
  const checks = Math.max(1, threshold);
  return `each rollout is rolled back after ${checks === 1 ? "the first failed check" : `${checks} failed checks`}, ${durationWords(checks * tick)} of analysis`;
}
