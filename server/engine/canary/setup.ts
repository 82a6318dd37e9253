import type { ObjectName } from "./cluster.ts";
import type { Flags } from "./flags.ts";
import type { JsonObject } from "./json.ts";

/** What a rollout begins with. */
export interface Setup {
  readonly canary: { readonly name: string; readonly namespace: string };
  /** Everything that Flagger could look at, the Canary among them, as applied. */
  readonly objects: readonly JsonObject[];
  readonly flags: Flags;
  /** Replicas that autoscalers set come as edits; without it, they keep them within their limits. */
  readonly hasGivenReplicas?: true;
}

/** What people do to the cluster between two ticks. */
export type Edit =
  | { readonly edit: "patch"; readonly object: ObjectName; readonly body: JsonObject }
  | { readonly edit: "create"; readonly object: JsonObject }
  | { readonly edit: "delete"; readonly object: ObjectName };

/** One run of Flagger for the Canary: a tick, or the work of the finalizer after a deletion. */
export interface Beat {
  readonly tick: number;
  /** Seconds since tick 0. */
  readonly at: number;
  readonly edits: readonly Edit[];
  readonly finalizer: boolean;
}
