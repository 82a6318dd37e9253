import type { Refusal } from "./cluster.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Reason } from "./reason.ts";
import type { CanaryStatus, Phase } from "./status.ts";

/** One thing that Flagger does in a tick. The order of calls is the order of its actions. */
export type Call = Event | Query | WebhookCall | StatusWrite | ObjectWrite | Alert;

/** A Kubernetes event on the Canary; its reason is always `Synced`. flagger.md §0.3 */
export interface Event {
  readonly call: "event";
  readonly type: "Normal" | "Warning";
  readonly text: string;
  /** The phase in the payload that event webhooks get. */
  readonly phase: Phase;
  /** The webhook of type `event` that got it; absent for the receiver of Flagger's own flag. */
  readonly to?: string;
  readonly metadata?: JsonObject;
  /** It reached nobody: the webhook does not answer, or its time-out is no duration. */
  readonly isLost?: true;
  /** Why Flagger says it; absent where the text is an error of the API server. */
  readonly why?: Reason;
}

/** A question to a metric provider. */
export interface Query {
  readonly call: "query";
  /** `request-success-rate`, `request-duration`, or the name of the metric in the Canary. */
  readonly metric: string;
  /** Rendered, white space as in the template. `vector(1)` is the check whether the server is there. */
  readonly text: string;
  readonly answer: MetricAnswer;
}

/**
 * What a metric provider answers: a number; `null` for an empty result; several series, of which the last counts;
 * an HTTP error.
 */
export type MetricAnswer =
  | number
  | null
  | "NaN"
  | { readonly series: readonly (number | "NaN" | null)[] }
  | { readonly status: number; readonly body?: Json };

/** One POST to a webhook; retries are calls of their own. flagger.md §2.7 */
export interface WebhookCall {
  readonly call: "webhook";
  readonly webhook: string;
  readonly type: string;
  readonly phase: Phase;
  readonly metadata?: JsonObject;
  readonly answer: WebhookAnswer;
}

/** `status` 0: nobody listens, or the time-out passed. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body?: string;
  /** Milliseconds before the answer. */
  readonly delay?: number;
}

/** The status subresource of the Canary was written. */
export interface StatusWrite {
  readonly call: "status";
  readonly status: CanaryStatus;
}

/** Any other object was written, or the API server refused it. */
export interface ObjectWrite {
  readonly call: "write";
  readonly verb: "create" | "update" | "patch" | "delete";
  /** As it stands after the write; as it was meant where it was refused. */
  readonly object: JsonObject;
  readonly refused?: Refusal;
  readonly why?: Reason;
}

/** A message to the people behind Flagger. flagger.md §5.8 */
export interface Alert {
  readonly call: "alert";
  readonly text: string;
  readonly severity: "info" | "warn" | "error";
  readonly fields: readonly (readonly [title: string, value: string])[];
  /** The AlertProvider as `namespace/name`; absent for the receiver of Flagger's own flags. */
  readonly to?: string;
  readonly channel?: string;
}
