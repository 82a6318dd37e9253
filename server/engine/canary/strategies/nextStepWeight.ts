import type { Analysis } from "../canary.ts";

/** The numbers of a weighted rollout. */
export type Weights = Pick<Analysis, "stepWeight" | "stepWeights" | "maxWeight">;

/**
 * How much the weight of the canary grows next. What is not above 0 never advances.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function nextStepWeight(analysis: Weights, canaryWeight: number): number {
  const { stepWeight, stepWeights } = analysis;
  if (stepWeight > 0 || stepWeights.length === 0) return stepWeight;
  const room = 100 - canaryWeight;
  // Any step above 0 takes a full canary to its promotion.
  if (room === 0) return 1;
  if (canaryWeight === 0) return Math.min(room, stepWeights[0] ?? 0);
  for (let index = 0; index + 1 < stepWeights.length; index++) {
    if (stepWeights[index] !== canaryWeight) continue;
    return Math.min(room, (stepWeights[index + 1] ?? 0) - canaryWeight);
  }
  return room;
}

/** The weight from which on the canary is promoted. */
export function maxWeightOf({ stepWeights, maxWeight }: Weights): number {
  if (stepWeights.length > 0) return Math.min(100, stepWeights.at(-1) ?? 0);
  return maxWeight > 0 ? maxWeight : 100;
}
