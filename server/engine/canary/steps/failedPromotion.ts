import { alert } from "../alert.ts";
import { postRollout } from "../hooks/postRollout.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";

/**
 * The primary does not get ready with the new revision: the canary is the only healthy copy, so it keeps running and gets all
 * the traffic.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function failedPromotion(run: Run, cause: Failure): void {
  const { namespace, spec } = run.canary;
  const text = `Promotion of ${spec.target.name}.${namespace} failed, primary not ready: ${cause.error}`;
  record(run, "Warning", text, WHY);
  alert(run, `Promotion failed, primary not ready: ${cause.error}`, "error");
  const unrouted = run.router.setRoutes(run, { primary: 0, canary: 100, mirrored: false });
  if (unrouted) {
    warn(run, unrouted);
    return;
  }
  const failed = { phase: "Failed", canaryWeight: 100, failedChecks: 0, iterations: 0 } as const;
  // What goes wrong here is only logged.
  if (syncStatus(run, failed)) return;
  postRollout(run, "Failed", run.status().phase);
}

const WHY: Reason = {
  text: "The primary missed its deadline during the promotion, so all traffic goes to the canary, which keeps running.",
  at: ["spec", "progressDeadlineSeconds"],
};
