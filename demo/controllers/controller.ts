import type { JsonObject } from "../../server/engine/canary/json.ts";
import type { Cluster } from "../apiserver/cluster.ts";
import type { Inside, Place } from "../apiserver/inside.ts";

/** A program in the demo cluster that makes what is so into what is wanted, one object at a time. */
export interface Controller {
  /** Its field manager, and the source of its events, such as `kustomize-controller`. */
  readonly name: string;
  /** The kinds that it looks after: each object of theirs is reconciled at the start and after news of it. */
  readonly kinds: readonly WatchedKind[];
  /** Kinds whose changes are news for other objects. */
  readonly watches?: readonly Watch[];
  /** Asked before each turn; without it the controller always runs. What was due waits until it does. */
  readonly runs?: (inside: Inside) => boolean;
  /**
   * Looks at one object, which may be gone. A throw is our own bug: it is told, and the object is tried again later.
   * No object is reconciled twice at the same time; news that come meanwhile lead to another turn at once.
   */
  readonly reconcile: (place: Place, desk: Desk) => Next | undefined | Promise<Next | undefined>;
}

export interface WatchedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Is this change worth a turn? Without it: all but changes of the status. `before`: `undefined` for a new object. */
  readonly isNews?: (before: JsonObject | undefined, after: JsonObject) => boolean;
}

export interface Watch extends WatchedKind {
  /** The objects that a change of `object` concerns. */
  readonly places: (object: JsonObject, inside: Inside) => readonly Place[];
}

/** When to look again, in milliseconds; without it, only after news. */
export interface Next {
  readonly again?: number;
}

/** What a controller works with. */
export interface Desk {
  readonly cluster: Cluster;
  readonly inside: Inside;
  readonly now: () => Date;
  /** Goes on after so many milliseconds of the cluster's clock. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Asks for a turn of another object of this controller. */
  readonly look: (place: Place, milliseconds?: number) => void;
}
