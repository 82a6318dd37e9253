import { type WeightPlan, weightPlan } from "../../canary/strategies/weightPlan.ts";
import type { CanaryReading } from "./canary.ts";
import { isWeighted } from "./isWeighted.ts";

/** The shares that a Canary goes through, and the numbers that say so. */
export interface PlannedWeights extends WeightPlan {
  readonly stepWeight: number;
  readonly stepWeights: readonly number[];
  /** As written. */
  readonly maxWeight: number | undefined;
}

/** `undefined` where the strategy is another one, nothing is analysed, or a number is not known or not whole. */
export function plannedWeights(canary: CanaryReading): PlannedWeights | undefined {
  if (!isWeighted(canary) || !FIELDS.every((it) => canary.isSettled(it))) return undefined;
  const { stepWeight: step, stepWeights: steps = [], maxWeight: max } = canary.analysis;
  const written = Array.isArray(steps) ? steps : [];
  const stepWeights = written.filter((it) => typeof it === "number");
  const stepWeight = typeof step === "number" ? step : 0;
  const maxWeight = typeof max === "number" ? max : undefined;
  const numbers = [...stepWeights, stepWeight, maxWeight ?? 0];
  if (stepWeights.length !== written.length || !numbers.every(Number.isInteger)) return undefined;
  const plan = weightPlan({ stepWeight, stepWeights, maxWeight: maxWeight ?? 0 });
  return { ...plan, stepWeight, stepWeights, maxWeight };
}

const FIELDS = ["stepWeight", "stepWeights", "maxWeight"].map((it) => ["spec", "analysis", it]);
