import { alert } from "../alert.ts";
import { postRollout } from "../hooks/postRollout.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { setStatusPhase } from "../setStatus.ts";

/**
 * The end of a promotion: the target goes down to zero.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function finishPromotion(run: Run): void {
  const failure = run.scaler?.pauseTarget(run) ?? run.target.scaleToZero(run);
  if (failure) {
    warn(run, failure);
    return;
  }
  setStatusPhase(run, "Succeeded", 0);
  postRollout(run, "Succeeded", "Succeeded");
  const { namespace, spec } = run.canary;
  const text = `Promotion completed! Scaling down ${spec.target.name}.${namespace}`;
  record(run, "Normal", text, WHY, "Succeeded");
  alert(run, "Canary analysis completed successfully, promotion finished.", "info");
}

const WHY: Reason = {
  text: "The primary has all the traffic and runs the new revision, so the target is not needed any more.",
  at: ["spec", "targetRef"],
};
