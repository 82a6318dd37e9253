import { checkProviders } from "../metrics/checkProviders.ts";
import { prefixed } from "../prefixed.ts";
import type { Reason } from "../reason.ts";
import { record, warn } from "../record.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { reconcileApexService, reconcileServices } from "../workloads/services.ts";
import type { Unready } from "../workloads/target.ts";
import { initialized } from "./initialized.ts";
import { rollback } from "./rollback.ts";

/**
 * What every tick puts right before it decides anything: Services, primary, scaler, routing. `false`: the tick is over.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function prepare(run: Run): boolean {
  const { spec, status } = run.canary;
  const isNew = status.phase === "" || status.phase === "Initializing";
  const isAppMesh = run.provider.startsWith("appmesh");
  const failure = reconcileServices(run);
  if (failure) return stop(run, failure);
  if (isNew && !isSkipped(run)) askProviders(run);
  // Pods get App Mesh's proxy only when the virtual nodes are there before them.
  const unrouted = isAppMesh ? run.router.reconcile(run) : undefined;
  if (unrouted) return stop(run, unrouted);
  const unready = run.target.initialize(run);
  if (unready) return stopUnready(run, unready);
  const stuck =
    run.scaler?.reconcilePrimary(run, false) ??
    (isNew ? run.scaler?.pauseTarget(run) : undefined) ??
    reconcileApexService(run);
  if (stuck) return stop(run, stuck);
  const unscaled = isNew ? run.target.scaleToZero(run) : undefined;
  if (unscaled) {
    const of = `${spec.target.kind} ${spec.target.name}.${run.canary.namespace}`;
    return stop(run, prefixed(`scaling down canary ${of} failed`, unscaled));
  }
  const unreconciled = isAppMesh ? undefined : run.router.reconcile(run);
  if (unreconciled) return stop(run, unreconciled);
  const unsynced = isNew ? initialized(run) : undefined;
  return unsynced ? stop(run, unsynced) : true;
}

/** Is the analysis left out, because there is none or by the switch? */
export const isSkipped = ({ canary: { spec } }: Run): boolean =>
  spec.skipAnalysis || spec.analysis === undefined;

function stop(run: Run, failure: Failure): false {
  warn(run, failure);
  return false;
}

function stopUnready(run: Run, unready: Unready): false {
  warn(run, unready);
  if (!unready.retriable) rollback(run, DEADLINE);
  return false;
}

function askProviders(run: Run): void {
  const verdict = checkProviders(run);
  if (!verdict) {
    record(run, "Normal", "all the metrics providers are available!", AVAILABLE);
    return;
  }
  record(run, "Warning", `Error checking metric providers: ${verdict.failed}`, verdict.why);
}

/** Why a workload that never gets ready takes the rollout back. */
export const DEADLINE: Reason = {
  text: "A workload did not get ready within its deadline, so the rollout is taken back.",
  at: ["spec", "progressDeadlineSeconds"],
};

const AVAILABLE: Reason = {
  text: "While a Canary is initialised, each tick asks whether its metric providers answer.",
  at: ["spec", "analysis", "metrics"],
};
