import type { Analysis } from "../canary.ts";
import { confirmPromotion } from "../hooks/confirmPromotion.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Routes } from "../routing.ts";
import type { Run } from "../run.ts";
import { setStatusCounter } from "../setStatus.ts";
import { copyToPrimary } from "./copyToPrimary.ts";
import { advanceIteration } from "./runAB.ts";

/**
 * Blue/Green: a number of checks, then all traffic to the canary, one more check, and the promotion.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function runBlueGreen(run: Run, analysis: Analysis, routes: Routes): void {
  const { iterations } = run.status();
  const hasTraffic = run.provider !== "kubernetes";
  if (iterations < analysis.iterations) {
    if (hasTraffic && analysis.mirror && !routes.mirrored) startMirroring(run);
    advanceIteration(run, analysis);
    return;
  }
  if (!confirmPromotion(run, analysis.iterations)) return;
  if (iterations > analysis.iterations) {
    copyToPrimary(run, ENOUGH);
    return;
  }
  if (hasTraffic && !routeAllToCanary(run, analysis)) return;
  setStatusCounter(run, "iterations", iterations + 1);
}

/** A failure to mirror is told, but does not stop the analysis. */
function startMirroring(run: Run): void {
  const failure = run.router.setRoutes(run, { primary: 100, canary: 0, mirrored: true });
  if (failure) warn(run, failure);
}

function routeAllToCanary(run: Run, analysis: Analysis): boolean {
  const text = analysis.mirror
    ? "Stop traffic mirroring and route all traffic to canary"
    : "Routing all traffic to canary";
  record(run, "Normal", text, ALL);
  const failure = run.router.setRoutes(run, { primary: 0, canary: 100, mirrored: false });
  if (failure) warn(run, failure);
  return !failure;
}

const ALL: Reason = {
  text: "All iterations passed; one more check runs with all traffic on the canary.",
  at: ["spec", "analysis", "iterations"],
};

const ENOUGH: Reason = {
  text: "The checks passed with all traffic on the canary, so the revision is promoted.",
  at: ["spec", "analysis", "iterations"],
};
