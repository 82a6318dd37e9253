import type { MetricAnswer, WebhookAnswer } from "./call.ts";
import type { JsonObject } from "./json.ts";
import type { WorkloadReading } from "./reading.ts";

/**
 * What answers Flagger from outside: a recording, or a scenario. Without memory: `nth` counts the questions with the
 * same key from 0, over the whole rollout.
 */
export interface World {
  /** The state of target or primary as Flagger reads it in this tick. Asked only where the object exists. */
  readonly workload: (which: "target" | "primary", seen: SeenWorkload) => WorkloadReading;
  /**
   * `key`: the built-in name, or the `name` label of an own query where it has one, else the metric's name.
   * `name`: as the Canary names the metric; of the question whether a server is there, whose server it is.
   * `passes`: would its check pass with an answer? Nothing but that decides how the rollout goes on; the answer itself is
   * only told.
   */
  readonly metric: (
    key: string,
    tick: number,
    nth: number,
    name: string,
    passes: Passes,
  ) => MetricAnswer;
  readonly webhook: (name: string, tick: number, nth: number) => WebhookAnswer;
  /** Milliseconds that a gateway controller takes to accept a route that changed. */
  readonly gatewayLag: (tick: number) => number;
}

export type Passes = (answer: MetricAnswer) => boolean;

/** What the cluster knows of a workload when it is read. */
export interface SeenWorkload {
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  /** Deployment, DaemonSet, or a Knative Service. */
  readonly object: JsonObject;
  /** When its pods last had to change: another template, up from zero, a fresh object. */
  readonly changed: PodsChange;
  /** Seconds since tick 0 of the Canary's last status write. */
  readonly lastTransition: number;
}

/** `at`: seconds since tick 0. What stood before the rollout began changed at minus infinity. */
export interface PodsChange {
  readonly tick: number;
  readonly at: number;
  /** There were no pods before: nothing is replaced. */
  readonly fromZero: boolean;
}
