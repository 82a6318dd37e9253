import type { JsonObject } from "./json.ts";
import type { Reason } from "./reason.ts";

/** Names an object as the recordings do; the namespace is that of the Canary where none is given. */
export interface ObjectName {
  readonly kind: string;
  readonly name: string;
  /** `""` for kinds without namespaces. */
  readonly namespace?: string;
}

/** What the API server has to say against a write or a read, in its own words. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
}

export const isRefusal = (it: object | undefined): it is Refusal =>
  it !== undefined && "code" in it && "message" in it;

/**
 * The objects of a cluster during one tick. Objects are values; a write replaces one and is noted as a call
 * of the tick. It does what the API server does where Flagger would notice: refuse what is invalid, fill in defaults that
 * are read back, delete what a deleted owner owned.
 */
export interface Cluster {
  readonly find: (name: ObjectName) => JsonObject | undefined;
  readonly all: (kind: string, namespace?: string) => Iterable<JsonObject>;
  readonly create: (object: JsonObject, why?: Reason) => Refusal | undefined;
  /** `patch` for a write of single fields. */
  readonly update: (
    object: JsonObject,
    verb?: "update" | "patch",
    why?: Reason,
  ) => Refusal | undefined;
  readonly remove: (name: ObjectName) => void;
}
