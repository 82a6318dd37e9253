import type { CanaryReading } from "./canary.ts";
import { isAnalysed } from "./isWeighted.ts";
import { plannedWeights } from "./plannedWeights.ts";

/**
 * Intervals from the one that detects a new version to its success, when everything is ready at once and nothing
 * fails; `undefined` where it is not known or never ends. flagger.md §2.10
 */
export function earliestTicks(canary: CanaryReading): number | undefined {
  if (!canary.isWhole || !isAnalysed(canary)) return undefined;
  const strategy = canary.strategy();
  if (strategy === "weights") {
    const plan = plannedWeights(canary);
    if (!plan || plan.end === "stays") return undefined;
    const [mirrored, last] = [canary.analysis.mirror === true ? 1 : 0, plan.weights.at(-1) ?? 0];
    return plan.weights.length + mirrored + 1 + shiftTicks(canary, last) + 1;
  }
  const iterations = canary.numberAt(["spec", "analysis", "iterations"]);
  if (strategy === undefined || iterations === undefined) return undefined;
  return iterations + (strategy === "a/b" ? 1 : 2) + shiftTicks(canary, 100) + 1;
}

/** The promotion gives traffic back at once, or by steps. */
function shiftTicks(canary: CanaryReading, weight: number): number {
  const step = canary.numberAt(["spec", "analysis", "stepWeightPromotion"]) ?? 0;
  if (step <= 0 || canary.provider()?.name === "kubernetes") return 1;
  return Math.ceil(weight / step);
}
