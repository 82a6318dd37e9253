import type { KubeObject } from "../api/kubeObject.ts";
import type { Watched } from "../api/watched.ts";

/** In which order and under which heads objects are shown; looks at one object at a time. */
export interface Layout {
  /** Whether an object is shown at all. */
  readonly takes: (object: KubeObject) => boolean;
  /** Heads that are there even where nothing stands under them: what could not be read is told there. */
  readonly heads: readonly Head[];
  /** The head under which an object stands; `undefined`: at the top. */
  readonly headOf: (object: KubeObject) => Head | undefined;
  /** What stands first of two under the same head or object. */
  readonly compare: (one: KubeObject, other: KubeObject) => number;
  /**
   * Keys of what an object comes after, the nearest last: it stands under the one of them that comes last itself.
   * Absent: nothing stands under another object.
   */
  readonly linksOf?: (object: KubeObject) => readonly string[];
  /** @param head the name of the head under which the object stands */
  readonly isKindTold: (object: KubeObject, head: string | undefined) => boolean;
  readonly isNamespaceTold: boolean;
}

export interface Head {
  /** `sources`, or `namespace/` and its name. */
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  /** Heads stand in this order, and then by their names. */
  readonly order: number;
  /** Kinds whose troubles are told here. */
  readonly watches: (watched: Watched, isFirst: boolean) => boolean;
}

/** By namespace and name. */
export const byName = (one: KubeObject, other: KubeObject): number =>
  compare(one.metadata.namespace ?? "", other.metadata.namespace ?? "") ||
  compare(one.metadata.name, other.metadata.name);

/** As the alphabet of computers has it: quick, and the same everywhere. */
export const compare = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;
