import type { MetricAnswer, WebhookAnswer } from "../call.ts";
import type { Flags } from "../flags.ts";
import type { JsonObject } from "../json.ts";
import type { Phase } from "../status.ts";

/**
 * What happens around a rollout, and what is expected of it: the content of a `*.scenario.json`. Everything that is not
 * said is healthy. Ticks count from the one that notices the new revision, which is 0.
 */
export interface Scenario {
  readonly title: string;
  /** As written: `NAME`, `NAMESPACE/NAME` or `FILE.yaml#NAME`. */
  readonly canary: string;
  /** Folders of the repository, relative to the file; `undefined`: the repository around the file. */
  readonly roots: readonly string[] | undefined;
  /** The folder of the Flux entry point, where several clusters have the Canary. */
  readonly cluster: string | undefined;
  readonly flags: Partial<Flags>;
  readonly begins: Beginning;
  /** By the name that the metric has in the Canary. */
  readonly metrics: Readonly<Record<string, Answers<MetricAnswer>>>;
  readonly webhooks: Readonly<Record<string, Answers<WebhookAnswer | WebhookWord>>>;
  readonly target: Readiness;
  readonly primary: Readiness;
  /** Milliseconds that a gateway controller takes to accept a route. */
  readonly gatewayLag: number;
  readonly edits: readonly ScenarioEdit[];
  readonly expect: Expectation | undefined;
}

/**
 * `revision`: Flagger has initialised the target, and a new revision is there before tick 0; `rest`: the same without the
 * revision; `installation`: tick 0 is the first that Flagger ever runs.
 */
export type Beginning = "revision" | "rest" | "installation";

/** Successive answers, of which the last repeats; or answers that hold from a tick on. */
export type Answers<T> =
  | { readonly by: "call"; readonly answers: readonly T[] }
  | {
      readonly by: "tick";
      readonly from: readonly { readonly tick: number; readonly answer: T }[];
    };

/** `fail` answers 403 for a gate, and 500 for any other; `timeout` answers too late; `refused`: nobody listens. */
export type WebhookWord = "pass" | "fail" | "timeout" | "refused";

/** Ticks that a workload takes longer than the next one, each time its pods change. */
export type Readiness = number | "never";

export type ScenarioEdit = { readonly tick: number } & (
  | { readonly edit: "revision"; readonly body: JsonObject | undefined }
  | { readonly edit: "back" }
  | { readonly edit: "config"; readonly object: EditedObject | undefined }
  | { readonly edit: "suspend" | "resume" | "skipAnalysis" }
  | {
      readonly edit: "patch";
      readonly object: EditedObject | undefined;
      readonly body: JsonObject;
    }
  | { readonly edit: "delete"; readonly object: EditedObject | undefined }
);

export interface EditedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface Expectation {
  /** How it ends: a phase at rest, or `endless`. */
  readonly outcome: Phase | "endless" | "deleted" | undefined;
  /** Seconds from tick 0 to the end, at most. */
  readonly within: number | undefined;
  readonly ticks: ReadonlyMap<number, ExpectedTick>;
  readonly never: { readonly phases: readonly Phase[]; readonly events: readonly string[] };
}

/** How things stand after a tick; what is absent is not compared. */
export interface ExpectedTick {
  readonly phase?: Phase;
  /** Percent of the traffic that the routes give to the canary. */
  readonly weight?: number;
  readonly failedChecks?: number;
  readonly iterations?: number;
  readonly mirrored?: boolean;
  /** Each is part of the text of some event of the tick. */
  readonly events?: readonly string[];
}
