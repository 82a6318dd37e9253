import type { CanaryReading } from "./canary.ts";

/** Shifts traffic step by step; not so with provider kubernetes, which makes it Blue/Green, and without analysis. */
export function isWeighted(canary: CanaryReading): boolean {
  if (!canary.isWhole || canary.strategy() !== "weights") return false;
  return isAnalysed(canary) && canary.provider()?.name !== "kubernetes";
}

/** Without analysis nothing that it says counts. */
export const isAnalysed = (canary: CanaryReading): boolean => canary.spec.skipAnalysis !== true;
