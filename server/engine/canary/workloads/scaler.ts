import type { Reason } from "../reason.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";

/**
 * One kind of autoscaler.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/scaler_reconciler.go
 */
export interface Scaler {
  /** Makes the scaler of the primary; `update`: also puts an existing one right. */
  readonly reconcilePrimary: (run: Run, update: boolean) => Failure | undefined;
  readonly pauseTarget: (run: Run) => Failure | undefined;
  readonly resumeTarget: (run: Run) => Failure | undefined;
}

/** Why a tick without the autoscaler ends. */
export const NO_SCALER: Reason = {
  text: "The autoscaler is not there, and without it no tick gets any further.",
  at: ["spec", "autoscalerRef", "name"],
};
