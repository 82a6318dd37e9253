import type { KubeObject } from "../api/kubeObject.ts";
import { arrange } from "./arrange.ts";
import { digestOf } from "./digest.ts";
import { type Branch, emptyGrove, type Grove, headIn, type Moves } from "./grove.ts";
import type { Head, Layout } from "./layout.ts";
import type { NodeState } from "./stateSign.ts";
import { passes } from "./treeFilter.ts";

/** Which objects are shown, and where; what becomes of one object touches that one alone. */
export interface Structure {
  /** In their order; some may be empty. */
  readonly heads: readonly HeadBranch[];
  /** What stands under no head. */
  readonly top: readonly ObjectBranch[];
  readonly head: (name: string) => HeadBranch | undefined;
  /** By `keyOf`. */
  readonly branch: (key: string) => ObjectBranch | undefined;
  readonly totals: () => Totals;
  /** Takes up objects as they are now, each with its `keyOf`; `undefined`: gone. */
  readonly take: (changes: Iterable<readonly [string, KubeObject | undefined]>) => Moved;
}

export interface HeadBranch {
  readonly head: Head;
  readonly branches: readonly ObjectBranch[];
  /** How many objects are in each state, however deep they stand. */
  readonly states: ReadonlyMap<NodeState, number>;
}

export interface ObjectBranch {
  readonly key: string;
  readonly object: KubeObject;
  readonly head: Head | undefined;
  /** What it stands under, where that is an object. */
  readonly parent: ObjectBranch | undefined;
  readonly branches: readonly ObjectBranch[];
}

/** Objects that the layout takes, whether they pass the filter or not. */
export interface Totals {
  readonly count: number;
  readonly failing: number;
}

/** What is other than before, apart from the objects themselves. */
export interface Moved {
  /** Heads that count otherwise. */
  readonly counted: ReadonlySet<string>;
  /** Heads that have others under them. */
  readonly heads: ReadonlySet<string>;
  /** Objects that have others under them, by key. */
  readonly parents: ReadonlySet<string>;
  readonly isTopOther: boolean;
}

export function structureOf(layout: Layout, filter: string): Structure {
  const grove = emptyGrove(layout);
  const states = new Map<string, NodeState>();
  let failing = 0;
  const count = (key: string, state: NodeState | undefined) => {
    const before = states.get(key);
    if (before === state) return;
    failing += Number(isBad(state)) - Number(isBad(before));
    if (state === undefined) states.delete(key);
    else states.set(key, state);
  };
  return {
    heads: grove.heads,
    top: grove.top,
    head: (name) => grove.headsByName.get(name),
    branch: (key) => grove.branches.get(key),
    totals: () => ({ count: states.size, failing }),
    take(changes) {
      const moves: Moves = {
        ...{ counted: new Set(), heads: new Set(), parents: new Set(), isTopOther: false },
        ...{ gone: [], come: [], isLinkedOtherwise: false },
      };
      for (const [key, object] of changes) {
        const taken = object && layout.takes(object) ? object : undefined;
        const digest = taken && digestOf(taken);
        count(key, digest?.state);
        if (taken && digest && passes(filter, taken, digest))
          keep(grove, key, taken, digest.state, moves);
        else drop(grove, key, moves);
      }
      arrange(grove, moves);
      return moves;
    },
  };
}

const isBad = (state: NodeState | undefined) => state === "failed" || state === "stalled";

function keep(grove: Grove, key: string, object: KubeObject, state: NodeState, moves: Moves): void {
  const { layout, branches } = grove;
  const links = layout.linksOf?.(object) ?? [];
  const before = branches.get(key);
  if (before) {
    if (before.links.join("\n") !== links.join("\n")) moves.isLinkedOtherwise = true;
    if (before.state !== state) {
      countIn(grove, before, -1, moves);
      before.state = state;
      countIn(grove, before, 1, moves);
    }
    Object.assign(before, { object, links });
    return;
  }
  const made: Branch = {
    ...{ key, object, state, links, head: layout.headOf(object) },
    ...{ parent: undefined, branches: [], list: undefined },
  };
  branches.set(key, made);
  countIn(grove, made, 1, moves);
  moves.come.push(made);
}

function drop(grove: Grove, key: string, moves: Moves): void {
  const before = grove.branches.get(key);
  if (!before) return;
  countIn(grove, before, -1, moves);
  grove.branches.delete(key);
  moves.gone.push(before);
}

function countIn(grove: Grove, { head, state }: Branch, change: 1 | -1, moves: Moves): void {
  if (!head) return;
  const { states } = headIn(grove, head);
  const number = (states.get(state) ?? 0) + change;
  if (number > 0) states.set(state, number);
  else states.delete(state);
  moves.counted.add(head.name);
}
