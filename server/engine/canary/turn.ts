import type { Call } from "./call.ts";
import type { Canary } from "./canary.ts";
import type { Cluster } from "./cluster.ts";
import type { Flags } from "./flags.ts";
import type { CanaryStatus } from "./status.ts";
import type { World } from "./world.ts";

/** One tick at work: what Flagger read at its start, and what it has at hand. */
export interface Turn {
  /** Counts Flagger's runs for this Canary from 0. */
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  readonly flags: Flags;
  /** As read at the start of the tick; status writes of the tick are not seen here. */
  readonly canary: Canary;
  /** The provider in force: the Canary's, else the flag's. */
  readonly provider: string;
  /** The selector label that was found (`{label}`, `{value}`); both empty for targets without one. */
  readonly label: { readonly key: string; readonly value: string };
  /** Ports found by `portDiscovery`, by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly cluster: Cluster;
  readonly world: World;
  readonly say: (call: Call) => void;
  /** The status as it is now in the cluster: cookies are written and read back within a tick. */
  readonly status: () => CanaryStatus;
  readonly writeStatus: (change: Partial<CanaryStatus>) => void;
}
