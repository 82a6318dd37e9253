import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import type { Neighbour } from "../api/readNeighbour.ts";
import type { Watched } from "../api/watched.ts";

/** What a tree is made of; it asks nobody else. */
export interface TreeSource {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly objects: () => Iterable<KubeObject>;
  readonly find: (identity: ObjectIdentity) => KubeObject | undefined;
  readonly watched: () => readonly Watched[];
  /** Whether the whole line is lost: told once, above the tree. */
  readonly isLost: () => boolean;
  /** What is known of an object that another one applied; asking for it does not read it. */
  readonly applied: (identity: ObjectIdentity) => Neighbour;
  /** Pods and other objects that this one owns, as far as they were read. */
  readonly owned: (owner: KubeObject) => readonly KubeObject[];
  /** The text of the newest event of a Canary. */
  readonly lastEvent: (canary: KubeObject) => string;
}
