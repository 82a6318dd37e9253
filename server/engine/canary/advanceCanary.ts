import { alert } from "./alert.ts";
import { rollbackHook } from "./hooks/rollbackHook.ts";
import type { Reason } from "./reason.ts";
import { record, warn } from "./record.ts";
import { isFailure, type Routes } from "./routing.ts";
import type { Run } from "./run.ts";
import { analyse } from "./steps/analyse.ts";
import { failedPromotion } from "./steps/failedPromotion.ts";
import { finishPromotion } from "./steps/finishPromotion.ts";
import { isDue } from "./steps/isDue.ts";
import { DEADLINE, isSkipped, prepare } from "./steps/prepare.ts";
import { promoteUnseen } from "./steps/promoteUnseen.ts";
import { promotionTrafficShift } from "./steps/promotionTrafficShift.ts";
import { restart } from "./steps/restart.ts";
import { rollback } from "./steps/rollback.ts";
import { startRollout } from "./steps/startRollout.ts";

/**
 * One tick of Flagger for one Canary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function advanceCanary(run: Run): void {
  if (run.canary.spec.suspend) {
    record(run, "Normal", "skipping canary run as object is suspended", SUSPENDED);
    return;
  }
  if (!prepare(run)) return;
  const due = isDue(run);
  if (due === false) return;
  if (due !== true) {
    warn(run, due);
    return;
  }
  if (!isSkipped(run) && !primaryIsReady(run)) return;
  const routes = run.router.getRoutes(run);
  if (isFailure(routes)) {
    warn(run, routes);
    return;
  }
  switch (run.status().phase) {
    case "Progressing":
    case "WaitingPromotion":
    case "Promoting":
    case "Finalising":
      goOn(run, routes);
      return;
    default:
      startRollout(run);
      return;
  }
}

/** A rollout under way: judged, or on its way to the primary. */
function goOn(run: Run, routes: Routes): void {
  if (restart(run)) return;
  const unready = run.target.isCanaryReady(run);
  if (unready) {
    warn(run, unready);
    if (!unready.retriable) rollback(run, DEADLINE);
    return;
  }
  const { analysis } = run.canary.spec;
  if (isSkipped(run) || !analysis) {
    promoteUnseen(run);
    return;
  }
  const { phase, failedChecks } = run.status();
  switch (phase) {
    case "Promoting": {
      const failure = run.scaler?.reconcilePrimary(run, true);
      if (failure) warn(run, failure);
      else promotionTrafficShift(run, routes);
      return;
    }
    case "Finalising":
      finishPromotion(run);
      return;
    default:
      if (isRolledBackByHook(run)) return;
      if (failedChecks >= analysis.threshold) {
        rollback(run, THRESHOLD);
        return;
      }
      analyse(run, analysis, routes);
      return;
  }
}

/** During a promotion a primary that never gets ready does not get the traffic back. */
function primaryIsReady(run: Run): boolean {
  const unready = run.target.isPrimaryReady(run);
  if (!unready) return true;
  warn(run, unready);
  if (unready.retriable) return false;
  const { phase } = run.status();
  if (phase === "Promoting" || phase === "Finalising") failedPromotion(run, unready);
  else rollback(run, DEADLINE);
  return false;
}

function isRolledBackByHook(run: Run): boolean {
  if (!rollbackHook(run)) return false;
  const { name, namespace } = run.canary;
  const text = `Rolling back ${name}.${namespace} manual webhook invoked`;
  record(run, "Warning", text, BY_HOOK);
  alert(run, "Rolling back manual webhook invoked", "warn");
  rollback(run, BY_HOOK);
  return true;
}

const SUSPENDED: Reason = {
  text: "A suspended Canary is left alone; the traffic stays as it is.",
  at: ["spec", "suspend"],
};

const BY_HOOK: Reason = {
  text: "A rollback webhook asked for it.",
  at: ["spec", "analysis", "webhooks"],
};

const THRESHOLD: Reason = {
  text: "As many checks have failed as the threshold allows.",
  at: ["spec", "analysis", "threshold"],
};
