import type { Json } from "../../../server/engine/canary/json.ts";

/** One request of the contract. What stands before it in its list has been asked before. */
export interface Step {
  readonly ask: string;
  readonly body?: Json;
  readonly type?: string;
  readonly accept?: string;
  /** Who asks; the administrator where it says nothing. */
  readonly as?: "viewer" | "nobody";
  /** The resourceVersion (`$VERSION`) or uid (`$UID`) of this answer stands in the requests behind it. */
  readonly marks?: true;
  /** Controllers act on it; the next request comes when they have. */
  readonly settles?: true;
  /** Of the answer, only this counts; all of it where it says nothing. */
  readonly keeps?: readonly string[];
}

/** A list of requests that follow each other in a namespace of their own, written `$NS`. */
export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** An answer without what differs from cluster to cluster. */
export interface Answer {
  readonly ask: string;
  readonly status: number;
  readonly warning?: string;
  readonly body: Json;
}
