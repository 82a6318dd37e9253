import type { GraphWave } from "../../../protocol/graph.ts";
import { durationWords } from "../durationWords.ts";

/** `after 30 s`, `after 30 s to 16 min 30 s`: when a wave starts. */
export function waveWords({ wave, earliest, latest }: GraphWave): string {
  if (wave < 0) return "there before";
  if (latest === 0) return "at once";
  const first = earliest === 0 ? "at once" : `after ${durationWords(earliest)}`;
  if (latest === earliest) return first;
  return `${first}, at the latest after ${durationWords(latest)}`;
}
