import type { Analysis } from "../canary.ts";
import { confirmTrafficIncrease } from "../hooks/confirmTrafficIncrease.ts";
import { preRollout } from "../hooks/preRollout.ts";
import { rolloutHook } from "../hooks/rolloutHook.ts";
import { checkMetrics } from "../metrics/checkMetrics.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Routes } from "../routing.ts";
import type { Run } from "../run.ts";
import { setStatusCounter } from "../setStatus.ts";
import { nextStepWeight } from "../strategies/nextStepWeight.ts";
import { runAB } from "../strategies/runAB.ts";
import { runBlueGreen } from "../strategies/runBlueGreen.ts";
import { runCanary } from "../strategies/runCanary.ts";
import { strategyOf } from "../strategyOf.ts";

/**
 * One check of the analysis, and the step that follows when it passed.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function analyse(run: Run, written: Analysis, routes: Routes): void {
  if (!hasPassed(run, written, routes)) {
    setStatusCounter(run, "failedChecks", run.status().failedChecks + 1);
    return;
  }
  const analysis = run.provider === "kubernetes" ? withoutTraffic(run, written) : written;
  switch (strategyOf(analysis)) {
    case "ab-testing":
      runAB(run, analysis);
      return;
    case "blue-green":
      runBlueGreen(run, analysis, routes);
      return;
    case "canary":
      advance(run, analysis, routes);
      return;
  }
}

/** Nothing is measured before some traffic reaches the canary. */
function hasPassed(run: Run, analysis: Analysis, routes: Routes): boolean {
  const isStart = routes.canary === 0 && run.status().iterations === 0;
  if (isStart && !(analysis.mirror && routes.mirrored)) {
    const { namespace, spec } = run.canary;
    record(run, "Normal", `Starting canary analysis for ${spec.target.name}.${namespace}`, START);
    return preRollout(run);
  }
  if (!rolloutHook(run)) return false;
  const verdict = checkMetrics(run);
  if (verdict) warn(run, { error: verdict.failed, ...verdict });
  return !verdict;
}

function advance(run: Run, analysis: Analysis, routes: Routes): void {
  if (nextStepWeight(analysis, routes.canary) <= 0) return;
  const isAsked = !routes.mirrored && run.status().phase !== "WaitingPromotion";
  if (isAsked && !confirmTrafficIncrease(run)) return;
  runCanary(run, analysis, routes);
}

/** Plain Services cannot share traffic: everything becomes Blue/Green, which is told every tick. */
function withoutTraffic(run: Run, analysis: Analysis): Analysis {
  if (analysis.match.length > 0) record(run, "Warning", NO_AB, WHY_NO_AB);
  if (analysis.iterations < 1) {
    record(run, "Warning", NO_WEIGHTS, WHY_NO_WEIGHTS);
    record(run, "Warning", "Setting canaryAnalysis.iterations: 10", WHY_NO_WEIGHTS);
  }
  if (analysis.match.length === 0 && analysis.iterations >= 1) return analysis;
  return {
    ...analysis,
    match: [],
    iterations: analysis.iterations < 1 ? 10 : analysis.iterations,
  };
}

const NO_AB = "A/B testing is not supported when using the kubernetes provider";
const NO_WEIGHTS = "Progressive traffic is not supported when using the kubernetes provider";

const START: Reason = {
  text: "No traffic has reached the canary yet, so nothing is measured; only pre-rollout webhooks are called.",
  at: ["spec", "analysis"],
};

const WHY_NO_AB: Reason = {
  text: "The provider kubernetes cannot tell requests apart, so the matches are left out.",
  at: ["spec", "analysis", "match"],
};

const WHY_NO_WEIGHTS: Reason = {
  text: "The provider kubernetes cannot share traffic by weight, so 10 iterations of Blue/Green take its place.",
  at: ["spec", "analysis", "stepWeight"],
};
