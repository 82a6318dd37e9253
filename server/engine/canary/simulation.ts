import type { Call } from "./call.ts";
import type { JsonObject } from "./json.ts";
import type { Routes } from "./routing.ts";
import type { CanaryStatus } from "./status.ts";

/** What a tick did, and how things stand after it. */
export interface Tick {
  /** Counts from 0. */
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  /** The work of the finalizer after a deletion; not a tick of the analysis. */
  readonly finalizer: boolean;
  readonly calls: readonly Call[];
  /** `undefined` once the Canary is gone. */
  readonly status: CanaryStatus | undefined;
  /** As they would be read now; `undefined` where there are none yet. */
  readonly routes: Routes | undefined;
  /** All objects of the cluster after the tick, by `Kind/namespace/name`. Shared between ticks where nothing changed. */
  readonly objects: ReadonlyMap<string, JsonObject>;
}
