import type { JsonObject } from "./json.ts";
import type { WorkloadReading } from "./reading.ts";
import type { Failure, Router } from "./routing.ts";
import type { CanaryStatus } from "./status.ts";
import type { Turn } from "./turn.ts";
import type { Scaler } from "./workloads/scaler.ts";
import type { Target } from "./workloads/target.ts";

/** A tick as the algorithm itself sees it. */
export interface Run extends Turn {
  readonly target: Target;
  readonly scaler: Scaler | undefined;
  readonly router: Router;
  /** The Deployment or DaemonSet as it stands now. */
  readonly workload: (which: "target" | "primary") => JsonObject | undefined;
  /** Target or primary, as read in this tick; `undefined` where the object is not there. */
  readonly reading: (which: "target" | "primary") => WorkloadReading | undefined;
  /** The status as it stands in the cluster. */
  readonly written: () => CanaryStatus;
  /**
   * What a status write starts from: the Canary in memory, or, once the tick has written, the one in the cluster, because the
   * first attempt meets a conflict and Flagger reads the Canary again.
   */
  readonly base: () => CanaryStatus;
  /** Writes the status to the cluster. */
  readonly writeStatus: (status: CanaryStatus) => void;
  /** Takes the Canary from the cluster into memory. */
  readonly readAgain: () => void;
  /** While initialising, does the tick wait for the primary? Not where the analysis is left out. */
  readonly waits: boolean;
  /** The process dies; nothing that follows happens. */
  readonly panic: (failure: Failure) => void;
}
