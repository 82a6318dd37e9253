import type { Path } from "../../node.ts";
import type { CanaryReading } from "./canary.ts";

export const MIRROR: Path = ["spec", "analysis", "mirror"];
export const STEP_WEIGHT: Path = ["spec", "analysis", "stepWeight"];
export const STEP_WEIGHTS: Path = ["spec", "analysis", "stepWeights"];

/** Does the analysis say steps of weight that move traffic, and is there an analysis at all? */
export const hasWeights = (canary: CanaryReading): boolean =>
  canary.spec.skipAnalysis !== true &&
  ((canary.numberAt(STEP_WEIGHT) ?? 0) > 0 || canary.listAt(STEP_WEIGHTS).length > 0);
