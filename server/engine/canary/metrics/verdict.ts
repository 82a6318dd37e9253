import type { Reason } from "../reason.ts";

/** A check that failed: the text of the Warning event, and why. */
export interface MetricsVerdict {
  readonly failed: string;
  readonly why: Reason;
  /** The controller dies of it, and `failed` says of what. */
  readonly panics?: true;
}
