import type { Reason } from "../reason.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import type { CanaryStatus } from "../status.ts";

/**
 * One kind of target: how it is copied, scaled and judged.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/controller.go
 */
export interface Target {
  /** The selector label and the ports found by `portDiscovery`. */
  readonly metadata: (run: Run) => Metadata | Failure;
  /** Makes the primary where it is missing; while initialising, it has to be ready. */
  readonly initialize: (run: Run) => Unready | undefined;
  readonly isPrimaryReady: (run: Run) => Unready | undefined;
  readonly isCanaryReady: (run: Run) => Unready | undefined;
  /** Copies configuration and template to the primary. */
  readonly promote: (run: Run) => Failure | undefined;
  /** The token of what is released: the pod template, the Service, the revision. */
  readonly token: (run: Run) => string | Failure;
  readonly hasConfigChanged: (run: Run, status: CanaryStatus) => boolean | Failure;
  /** What is tracked, for the status; `undefined` for targets without configuration. */
  readonly trackedConfigs: (run: Run) => Readonly<Record<string, string>> | undefined | Failure;
  readonly scaleToZero: (run: Run) => Failure | undefined;
  readonly scaleFromZero: (run: Run) => Failure | undefined;
  /** Gives the target its pods back when the Canary is deleted. */
  readonly finalize: (run: Run) => Failure | undefined;
  /** Services that Flagger makes in front of the target. */
  readonly hasServices: boolean;
}

export interface Metadata {
  readonly label: { readonly key: string; readonly value: string };
  readonly ports: Readonly<Record<string, number>>;
}

/** Why a workload is not ready. What is not retriable rolls back. */
export interface Unready extends Failure {
  readonly retriable: boolean;
}

/** Why a tick without the target ends. */
export const NO_TARGET: Reason = {
  text: "The target is not there, and without it Flagger does nothing.",
  at: ["spec", "targetRef", "name"],
};
