import { alert } from "../alert.ts";
import { postRollout } from "../hooks/postRollout.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { setStatusPhase } from "../setStatus.ts";
import { sayCopying } from "../strategies/copyToPrimary.ts";

/**
 * The promotion without an analysis: all in one tick, and without waiting for the primary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function promoteUnseen(run: Run): void {
  const failure = run.router.setRoutes(run, { primary: 100, canary: 0, mirrored: false });
  if (failure) {
    warn(run, failure);
    return;
  }
  sayCopying(run, WHY);
  const stuck = copied(run);
  if (stuck) {
    warn(run, stuck);
    return;
  }
  setStatusPhase(run, "Succeeded", 0);
  postRollout(run, "Succeeded", "Succeeded");
  const { namespace, spec } = run.canary;
  const text = `Promotion completed! Canary analysis was skipped for ${spec.target.name}.${namespace}`;
  record(run, "Normal", text, WHY, "Succeeded");
  alert(run, "Canary analysis was skipped, promotion finished.", "info");
}

const copied = (run: Run): Failure | undefined =>
  run.target.promote(run) ??
  run.scaler?.reconcilePrimary(run, true) ??
  run.scaler?.pauseTarget(run) ??
  run.target.scaleToZero(run);

const WHY: Reason = {
  text: "The analysis is switched off, so the new revision is promoted as soon as the target is ready.",
  at: ["spec", "skipAnalysis"],
};
