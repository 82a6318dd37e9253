import { alert } from "../alert.ts";
import { postRollout } from "../hooks/postRollout.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";

/**
 * All traffic back to the primary, the target down to zero, the phase `Failed`. Only a reached threshold is told as such.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function rollback(run: Run, why: Reason): void {
  const { name, namespace, spec } = run.canary;
  const { failedChecks } = run.status();
  if (failedChecks >= (spec.analysis?.threshold ?? 1)) {
    const text = `Rolling back ${name}.${namespace} failed checks threshold reached ${failedChecks}`;
    record(run, "Warning", text, THRESHOLD);
    alert(run, `Failed checks threshold reached ${failedChecks}`, "error");
  }
  const unrouted = run.router.setRoutes(run, { primary: 100, canary: 0, mirrored: false });
  if (unrouted) {
    warn(run, unrouted);
    return;
  }
  const text = `Canary failed! Scaling down ${name}.${namespace}`;
  record(run, "Warning", text, why, "Failed");
  const failure = run.scaler?.pauseTarget(run) ?? run.target.scaleToZero(run);
  if (failure) {
    warn(run, failure);
    return;
  }
  const failed = { phase: "Failed", canaryWeight: 0, failedChecks: 0, iterations: 0 } as const;
  // What goes wrong here is only logged.
  if (syncStatus(run, failed)) return;
  postRollout(run, "Failed", run.status().phase);
}

const THRESHOLD: Reason = {
  text: "As many checks have failed as the threshold allows, so the rollout is taken back without another check.",
  at: ["spec", "analysis", "threshold"],
};
