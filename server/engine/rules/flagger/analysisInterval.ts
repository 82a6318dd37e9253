import { goDuration } from "../../goDuration.ts";
import type { CanaryReading } from "./canary.ts";

/** Seconds between two steps as Flagger takes them; `undefined` where that is not known. flagger.md §1.3 */
export function analysisInterval(canary: CanaryReading): number | undefined {
  if (!canary.isSettled(INTERVAL)) return undefined;
  const text = canary.textAt(INTERVAL);
  const read = text === undefined ? { error: "" } : goDuration(text);
  if ("error" in read) return text ? 60 : undefined;
  return Math.max(10, read.seconds);
}

const INTERVAL = ["spec", "analysis", "interval"];
