import type { Analysis } from "../canary.ts";
import { confirmPromotion } from "../hooks/confirmPromotion.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Routes } from "../routing.ts";
import type { Run } from "../run.ts";
import { setStatusCounter } from "../setStatus.ts";
import { copyToPrimary } from "./copyToPrimary.ts";
import { maxWeightOf, nextStepWeight } from "./nextStepWeight.ts";

/**
 * More traffic each tick, up to the maximum; then the promotion. With `mirror`, traffic is mirrored for one tick before the
 * first step.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function runCanary(run: Run, analysis: Analysis, routes: Routes): void {
  if (routes.canary >= maxWeightOf(analysis)) {
    if (confirmPromotion(run, analysis.iterations)) copyToPrimary(run, whyFull(analysis));
    return;
  }
  const step = nextStepWeight(analysis, routes.canary);
  const next = nextRoutes(analysis, routes, step);
  const failure = run.router.setRoutes(run, next);
  if (failure) {
    warn(run, failure);
    return;
  }
  setStatusCounter(run, "canaryWeight", next.canary);
  const { name, namespace } = run.canary;
  const text = `Advance ${name}.${namespace} canary weight ${next.canary}`;
  record(run, "Normal", text, next.mirrored ? MIRRORING : whyStep(analysis));
}

function nextRoutes(analysis: Analysis, routes: Routes, step: number): Routes {
  if (!analysis.mirror || routes.canary !== 0) {
    return {
      primary: Math.max(0, routes.primary - step),
      canary: Math.min(100, routes.canary + step),
      mirrored: routes.mirrored,
    };
  }
  return routes.mirrored
    ? { primary: 100 - step, canary: step, mirrored: false }
    : { primary: 100, canary: 0, mirrored: true };
}

const MIRRORING: Reason = {
  text: "Before the first step, one tick only mirrors the traffic.",
  at: ["spec", "analysis", "mirror"],
};

const BY_STEP: Reason = {
  text: "The checks passed, so the weight grows by the step.",
  at: ["spec", "analysis", "stepWeight"],
};

const BY_LIST: Reason = {
  text: "The checks passed, so the weight becomes the next of the list.",
  at: ["spec", "analysis", "stepWeights"],
};

const whyStep = ({ stepWeight }: Analysis): Reason => (stepWeight > 0 ? BY_STEP : BY_LIST);

const AT_MAXIMUM: Reason = {
  text: "The checks passed at the highest weight, so the revision is promoted.",
  at: ["spec", "analysis", "maxWeight"],
};

const AT_LAST: Reason = {
  text: "The checks passed at the last weight of the list, so the revision is promoted.",
  at: ["spec", "analysis", "stepWeights"],
};

const whyFull = ({ stepWeights }: Analysis): Reason =>
  stepWeights.length > 0 ? AT_LAST : AT_MAXIMUM;
