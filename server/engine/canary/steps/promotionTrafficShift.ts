import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Routes } from "../routing.ts";
import type { Run } from "../run.ts";
import { setStatusCounter, setStatusPhase } from "../setStatus.ts";

/**
 * Takes the traffic back to the primary, which runs the new revision by now: in one go, or step by step.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function promotionTrafficShift(run: Run, routes: Routes): void {
  const step = run.canary.spec.analysis?.stepWeightPromotion ?? 0;
  if (run.provider === "kubernetes") {
    setStatusPhase(run, "Finalising", 0);
    return;
  }
  if (step === 0) {
    shiftAll(run);
    return;
  }
  // Without a weight on the canary nothing is left to shift, and nothing ends the promotion.
  if (routes.canary <= 0) return;
  const primary = Math.min(100, routes.primary + step);
  const canary = Math.max(0, routes.canary - step);
  const failure = run.router.setRoutes(run, { primary, canary, mirrored: false });
  if (failure) {
    warn(run, failure);
    return;
  }
  const { name, namespace } = run.canary;
  record(run, "Normal", `Advance ${name}.${namespace} primary weight ${primary}`, STEP);
  if (primary === 100) setStatusPhase(run, "Finalising", 0);
  else setStatusCounter(run, "canaryWeight", canary);
}

function shiftAll(run: Run): void {
  record(run, "Normal", "Routing all traffic to primary", ALL);
  const failure = run.router.setRoutes(run, { primary: 100, canary: 0, mirrored: false });
  if (failure) warn(run, failure);
  else setStatusPhase(run, "Finalising", 0);
}

const ALL: Reason = {
  text: "Without promotion steps, all traffic goes back to the primary at once.",
  at: ["spec", "analysis", "stepWeightPromotion"],
};

const STEP: Reason = {
  text: "The primary gets its traffic back step by step.",
  at: ["spec", "analysis", "stepWeightPromotion"],
};
