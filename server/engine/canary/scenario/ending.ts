import type { Reason } from "../reason.ts";
import type { Phase } from "../status.ts";

/** How a simulation ends. */
export interface Ending {
  /**
   * The phase at rest. `endless`: it goes on like this for ever. `deleted`: the Canary is gone. `stopped`: Flagger
   * itself does nothing more for it.
   */
  readonly outcome: Phase | "endless" | "deleted" | "stopped";
  /** `status.phase` at the end; `""` where there is none. */
  readonly phase: Phase;
  /** The last tick that does anything; of what is endless the first that comes again and again. */
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  /** What Flagger says last; `""` where it says nothing at all. */
  readonly text: string;
  readonly why: Reason | undefined;
}
