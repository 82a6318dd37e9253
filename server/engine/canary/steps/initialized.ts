import { alert } from "../alert.ts";
import { prefixed } from "../prefixed.ts";
import type { Reason } from "../reason.ts";
import { record } from "../record.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { syncStatus } from "../setStatus.ts";

/**
 * The Canary is initialised: the primary stands, the target is at zero.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function initialized(run: Run): Failure | undefined {
  const { name, namespace, spec } = run.canary;
  run.remember({ phase: "Initialized" });
  const counters = { canaryWeight: 0, failedChecks: 0, iterations: 0 };
  const failure = syncStatus(run, { phase: "Initialized", ...counters });
  if (failure) {
    return prefixed(`failed to sync canary ${name}.${namespace} status`, failure);
  }
  const { lastAppliedSpec, trackedConfigs } = run.written();
  run.remember({ lastAppliedSpec, ...(trackedConfigs ? { trackedConfigs } : {}) });
  record(run, "Normal", `Initialization done! ${name}.${namespace}`, WHY);
  alert(run, `New ${spec.target.kind} detected, initialization completed.`, "info", true);
  return undefined;
}

const WHY: Reason = {
  text: "The primary is ready and gets the traffic; the target is scaled to zero.",
  at: ["spec", "targetRef"],
};
