import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import type { Watched } from "../api/watched.ts";

/** In which order and under which heads objects are shown. */
export interface Layout {
  /** Whether an object is shown at all. */
  readonly takes: (object: KubeObject) => boolean;
  /** Heads and what stands under them; empty heads are left out. */
  readonly branches: (objects: readonly KubeObject[]) => readonly Branch[];
  /** Whether a change of an object may move it or others. */
  readonly moves: (before: KubeObject, after: KubeObject) => boolean;
  readonly isKindTold: (object: KubeObject, head: Branch | undefined) => boolean;
  readonly isNamespaceTold: boolean;
}

export type Branch = HeadBranch | ObjectBranch;

export interface HeadBranch {
  readonly type: "head";
  /** `sources`, or the name of a namespace. */
  readonly name: string;
  readonly label: string;
  readonly icon: string;
  readonly branches: readonly ObjectBranch[];
  /** Kinds whose troubles are told here. */
  readonly watches: (watched: Watched) => boolean;
}

export interface ObjectBranch {
  readonly type: "object";
  /** As it was when the layout was made. */
  readonly object: KubeObject;
  /** `keyOf` the object. */
  readonly key: string;
  /** What waits for it, where the layout shows that. */
  readonly branches: readonly ObjectBranch[];
}

export const leaf = (object: KubeObject, branches: readonly ObjectBranch[] = []): ObjectBranch => ({
  type: "object",
  object,
  key: keyOf(identityOf(object)),
  branches,
});

/** By namespace and name, or by kind before that. */
export const byName = (one: KubeObject, other: KubeObject): number =>
  compare(one.metadata.namespace ?? "", other.metadata.namespace ?? "") ||
  compare(one.metadata.name, other.metadata.name);

/** As the alphabet of computers has it: quick, and the same everywhere. */
export const compare = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;
