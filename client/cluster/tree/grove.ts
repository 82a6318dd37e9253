import type { KubeObject } from "../api/kubeObject.ts";
import { compare, type Head, type Layout } from "./layout.ts";
import { changeSorted } from "./sortedList.ts";
import type { NodeState } from "./stateSign.ts";
import type { HeadBranch, ObjectBranch } from "./structure.ts";

/** A structure while it is changed. */
export interface Grove {
  readonly layout: Layout;
  readonly heads: GrownHead[];
  readonly headsByName: Map<string, GrownHead>;
  readonly top: Branch[];
  readonly branches: Map<string, Branch>;
}

export interface GrownHead extends HeadBranch {
  readonly branches: Branch[];
  readonly states: Map<NodeState, number>;
}

export interface Branch extends ObjectBranch {
  object: KubeObject;
  state: NodeState;
  links: readonly string[];
  parent: Branch | undefined;
  readonly branches: Branch[];
  /** Where it stands. */
  list: Branch[] | undefined;
}

/** What one change after another brought. */
export interface Moves {
  readonly counted: Set<string>;
  readonly heads: Set<string>;
  readonly parents: Set<string>;
  isTopOther: boolean;
  readonly gone: Branch[];
  readonly come: Branch[];
  isLinkedOtherwise: boolean;
}

export function emptyGrove(layout: Layout): Grove {
  const grove = { layout, heads: [], headsByName: new Map(), top: [], branches: new Map() };
  for (const head of layout.heads) headIn(grove, head);
  return grove;
}

export function headIn({ heads, headsByName }: Grove, head: Head): GrownHead {
  const found = headsByName.get(head.name);
  if (found) return found;
  const made: GrownHead = { head, branches: [], states: new Map() };
  headsByName.set(head.name, made);
  changeSorted(heads, new Set(), [made], compareHeads);
  return made;
}

/** Heads that only objects make are gone with the last of them. */
export function withoutEmpty({ layout, heads, headsByName }: Grove): void {
  const empty = heads.filter((it) => it.branches.length === 0 && !layout.heads.includes(it.head));
  if (empty.length === 0) return;
  for (const { head } of empty) headsByName.delete(head.name);
  changeSorted(heads, new Set(empty), [], compareHeads);
}

const compareHeads = ({ head: one }: GrownHead, { head: other }: GrownHead): number =>
  one.order - other.order || compare(one.name, other.name);
