import { prefixed } from "./prefixed.ts";
import { promoted } from "./promoted.ts";
import type { Failure } from "./routing.ts";
import { isFailure } from "./routing.ts";
import type { Run } from "./run.ts";
import type { CanaryStatus, Phase } from "./status.ts";

/** The counters of a status, as `syncStatus` sets them. */
export type Counters = Pick<CanaryStatus, "phase" | "canaryWeight" | "failedChecks" | "iterations">;

/**
 * Sets phase and counters and takes note of what stands now: the target and its configuration.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/status.go
 */
export function syncStatus(run: Run, counters: Counters): Failure | undefined {
  const token = run.target.token(run);
  if (typeof token !== "string") return token;
  const tracked = run.target.trackedConfigs(run);
  if (isFailure(tracked)) return prefixed("GetConfigRefs failed", tracked);
  const base = run.base();
  const { trackedConfigs, ...rest } = base;
  const keeps = tracked === undefined && !run.target.hasServices ? trackedConfigs : tracked;
  const { phase, canaryWeight, failedChecks, iterations } = counters;
  run.writeStatus({
    ...rest,
    phase,
    canaryWeight,
    failedChecks,
    iterations,
    lastAppliedSpec: token,
    ...(phase === "Initialized" ? { lastPromotedSpec: token } : {}),
    ...(keeps ? { trackedConfigs: keeps } : {}),
    promoted: promoted(run.canary.spec.target.kind, phase, base.promoted),
    lastTransitionTime: run.at,
  });
  return undefined;
}

/** Sets the phase; phases at rest and at the end zero weight and iterations, a promotion copies the token of the spec. */
export function setStatusPhase(run: Run, phase: Phase, iterationsOfAnalysis: number): void {
  const base = run.base();
  const keeps = phase === "Progressing" || phase === "Waiting" || phase === "Promoting";
  const iterations = phase === "WaitingPromotion" ? iterationsOfAnalysis - 1 : 0;
  run.writeStatus({
    ...base,
    phase,
    ...(keeps ? {} : { canaryWeight: 0, iterations }),
    ...(phase === "Initialized" || phase === "Succeeded"
      ? { lastPromotedSpec: base.lastAppliedSpec }
      : {}),
    promoted: promoted(run.canary.spec.target.kind, phase, base.promoted),
    lastTransitionTime: run.at,
  });
}

/** Sets one counter. */
export function setStatusCounter(
  run: Run,
  counter: "canaryWeight" | "iterations" | "failedChecks",
  value: number,
): void {
  run.writeStatus({ ...run.base(), [counter]: value, lastTransitionTime: run.at });
}
