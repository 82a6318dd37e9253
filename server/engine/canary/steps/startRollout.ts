import { alert } from "../alert.ts";
import { confirmRollout } from "../hooks/confirmRollout.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";

/**
 * A new revision was found while the Canary was at rest: once the gate lets it, the target is scaled up.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function startRollout(run: Run): void {
  run.readAgain();
  if (!confirmRollout(run)) return;
  const { namespace, spec } = run.canary;
  const text = `New revision detected! Scaling up ${spec.target.name}.${namespace}`;
  record(run, "Normal", text, WHY, "Progressing");
  alert(run, "New revision detected, progressing canary analysis.", "info", true);
  const failure = run.scaler?.resumeTarget(run) ?? run.target.scaleFromZero(run);
  if (failure) {
    warn(run, failure);
    return;
  }
  // What goes wrong here is only logged.
  syncStatus(run, PROGRESSING);
}

/** How a rollout begins, and begins again. */
export const PROGRESSING = {
  phase: "Progressing",
  canaryWeight: 0,
  failedChecks: 0,
  iterations: 0,
} as const;

const WHY: Reason = {
  text: "The template of the target, or configuration that it uses, differs from what was applied last.",
  at: ["spec", "targetRef"],
};
