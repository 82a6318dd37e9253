import type { Call, MetricAnswer, WebhookAnswer } from "./call.ts";
import type { Canary } from "./canary.ts";
import type { Cluster } from "./cluster.ts";
import type { Flags } from "./flags.ts";
import type { CanaryStatus } from "./status.ts";
import type { Passes, World } from "./world.ts";

/** One tick at work: what Flagger read at its start, and what it has at hand. */
export interface Turn {
  /** Counts Flagger's runs for this Canary from 0. */
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  readonly flags: Flags;
  /** As read at the start of the tick; its `status` stays as it was read. */
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
  /**
   * The status in Flagger's memory: as read at the start of the tick, with what routers changed since
   * (cookies), which the next status write takes to the cluster.
   */
  readonly status: () => CanaryStatus;
  /** Changes the status in memory; nothing is written by this. */
  readonly remember: (change: Partial<CanaryStatus>) => void;
  /** The next answer for a metric; key, name and `passes` as in `World.metric`. */
  readonly askMetric: (key: string, name: string, passes: Passes) => MetricAnswer;
  /** The next answer of the webhook with this name. */
  readonly askWebhook: (name: string) => WebhookAnswer;
}
