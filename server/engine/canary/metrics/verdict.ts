import type { Reason } from "../reason.ts";

/** A check that failed: the text of the Warning event, and why. */
export interface MetricsVerdict {
  readonly failed: string;
  readonly why: Reason;
}
