import { analysisInterval } from "./analysisInterval.ts";
import type { CanaryReading } from "./canary.ts";

/** Seconds from tick to tick; `undefined` also where the API server refuses what is written. */
export const tickSeconds = (canary: CanaryReading): number | undefined =>
  /^[0-9]+[ms]/.test(canary.textAt(["spec", "analysis", "interval"]) ?? "")
    ? analysisInterval(canary)
    : undefined;
