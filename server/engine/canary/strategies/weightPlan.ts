import { maxWeightOf, nextStepWeight, type Weights } from "./nextStepWeight.ts";

/** The shares of a weighted rollout in which nothing fails. */
export interface WeightPlan {
  /** Percent for the canary after each step. */
  readonly weights: readonly number[];
  /** The share from which on it is promoted. */
  readonly max: number;
  /** `stays`: the last share is kept for ever. */
  readonly end: "promotes" | "stays";
}

/** What `runCanary` goes through, without mirroring. Numbers must be whole. */
export function weightPlan(analysis: Weights): WeightPlan {
  const max = maxWeightOf(analysis);
  const weights: number[] = [];
  let weight = 0;
  while (weight < max) {
    const next = Math.min(100, weight + nextStepWeight(analysis, weight));
    if (next <= weight) return { weights, max, end: "stays" };
    weights.push(next);
    weight = next;
  }
  // The step is worked out before the maximum is looked at.
  return { weights, max, end: nextStepWeight(analysis, weight) > 0 ? "promotes" : "stays" };
}
