import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";
import { hasChanged } from "./isDue.ts";
import { PROGRESSING } from "./startRollout.ts";

/**
 * Begins the analysis again when the target changes in its course. `true`: it did, and the tick is over.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function restart(run: Run): boolean {
  const { phase } = run.canary.status;
  if (phase !== "Progressing" && phase !== "WaitingPromotion") return false;
  if (hasChanged(run, run.status()) !== true) return false;
  const { namespace, spec } = run.canary;
  const text = `New revision detected! Restarting analysis for ${spec.target.name}.${namespace}`;
  record(run, "Normal", text, WHY);
  const failure =
    run.router.setRoutes(run, { primary: 100, canary: 0, mirrored: false }) ??
    syncStatus(run, PROGRESSING);
  if (failure) warn(run, failure);
  return true;
}

const WHY: Reason = {
  text: "The target or its configuration changed during the analysis, so all traffic goes back and the analysis starts anew.",
  at: ["spec", "targetRef"],
};
