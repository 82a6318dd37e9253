import type { MetricAnswer, WebhookAnswer } from "../call.ts";
import type { Flags } from "../flags.ts";
import type { JsonObject } from "../json.ts";
import type { WorkloadReading } from "../reading.ts";
import type { Edit } from "../setup.ts";

/** What a recorded rollout tells a simulator: everything but its outcome. */
export interface Recording {
  readonly canary: { readonly name: string; readonly namespace: string };
  /** The name of the target at the beginning. */
  readonly target: string;
  readonly flags: Flags;
  /** Created before the first tick. */
  readonly objects: readonly JsonObject[];
  /** Answers by metric and by webhook; successive questions take successive answers, the last one repeats. */
  readonly metrics: ReadonlyMap<string, readonly MetricAnswer[]>;
  readonly webhooks: ReadonlyMap<string, readonly WebhookAnswer[]>;
  readonly edits: readonly RecordedEdit[];
  readonly ticks: readonly RecordedTick[];
}

/** `edit` is absent where only the surroundings change. */
export interface RecordedEdit {
  readonly afterTick: number;
  readonly edit: Edit | undefined;
  /** Milliseconds that a gateway controller takes from now on. */
  readonly gatewayLag: number | undefined;
}

export interface RecordedTick {
  readonly tick: number;
  readonly at: number;
  /** Indexes into the edits. */
  readonly edits: readonly number[];
  readonly finalizer: boolean;
  readonly reads: {
    readonly target: WorkloadReading | undefined;
    readonly primary: WorkloadReading | undefined;
  };
}
