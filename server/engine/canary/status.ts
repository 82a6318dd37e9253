/** `status.phase`. `""` before Flagger has seen it. flagger.md §2.1 */
export type Phase =
  | ""
  | "Initializing"
  | "Initialized"
  | "Waiting"
  | "Progressing"
  | "WaitingPromotion"
  | "Promoting"
  | "Finalising"
  | "Succeeded"
  | "Failed"
  | "Terminating";

/** The one condition of a Canary, type `Promoted`. */
export interface Promoted {
  readonly status: "True" | "False" | "Unknown";
  readonly reason: Phase;
  readonly message: string;
}

/** flagger.md §1.8 */
export interface CanaryStatus {
  readonly phase: Phase;
  readonly canaryWeight: number;
  readonly failedChecks: number;
  readonly iterations: number;
  /** Opaque; equal where the pod template is. `""` before the first. */
  readonly lastAppliedSpec: string;
  readonly lastPromotedSpec: string;
  /** `configmap/name` or `secret/name` to an opaque checksum; absent where nothing is tracked. */
  readonly trackedConfigs?: Readonly<Record<string, string>>;
  readonly sessionAffinityCookie?: string;
  readonly previousSessionAffinityCookie?: string;
  readonly primarySessionAffinityCookie?: string;
  readonly promoted?: Promoted;
  /** Seconds since the first tick of the last write. */
  readonly lastTransitionTime: number;
}
