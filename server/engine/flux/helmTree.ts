import { plainNode } from "../kustomize/scalars.ts";
import { type Cause, causeOf, emptyMapping, keyNode, sequenceOf } from "../kustomize/tree.ts";
import type { Mapping, Node, Scalar } from "../node.ts";
import type { HelmSource } from "./helmValues.ts";

/**
 * Values as helm-controller holds them while it merges: maps and lists that are changed in place and may be part of two
 * trees at once, for that decides who wins.
 *
 * https://github.com/fluxcd/pkg/blob/main/chartutil/values.go
 */
export type HelmTree = HelmMap | HelmList | HelmLeaf;

export interface HelmMap {
  readonly kind: "map";
  readonly slots: Map<string, HelmSlot>;
}

export interface HelmList {
  readonly kind: "list";
  readonly items: HelmSlot[];
}

export interface HelmLeaf {
  readonly kind: "leaf";
  /** `undefined`: it is given, but what it says is not known. */
  readonly node: Node | undefined;
  readonly source: HelmSource;
}

export interface HelmSlot {
  readonly key: Scalar | undefined;
  readonly value: HelmTree;
  /** What stood there. */
  readonly before: HelmSlot | undefined;
}

export const emptyMap = (): HelmMap => ({ kind: "map", slots: new Map() });

/** A tree of a source; nothing of it is shared with another. */
export function treeFrom(node: Node | undefined, source: HelmSource): HelmTree {
  if (node?.kind === "mapping") {
    const slots = node.entries.map(
      ({ key, value }) => [key.text, slot(key, treeFrom(value, source))] as const,
    );
    // An empty map tells no more than that it is there.
    return { kind: "map", slots: new Map(slots) };
  }
  if (node?.kind === "sequence") {
    return { kind: "list", items: node.items.map((it) => slot(undefined, treeFrom(it, source))) };
  }
  return { kind: "leaf", node, source };
}

const slot = (key: Scalar | undefined, value: HelmTree, before?: HelmSlot): HelmSlot => ({
  key,
  value,
  before,
});

/** A new map; of what only one of the two holds, it holds the very same. */
export function mergedMaps(below: HelmMap, above: HelmMap): HelmMap {
  const slots = new Map(below.slots);
  for (const [name, it] of above.slots) {
    const known = slots.get(name);
    if (known?.value.kind === "map" && it.value.kind === "map") {
      slots.set(name, { ...known, value: mergedMaps(known.value, it.value) });
    } else if (known?.value !== it.value) {
      slots.set(name, known ? slot(it.key, it.value, known) : it);
    }
  }
  return { kind: "map", slots };
}

/**
 * Puts a value at a path as `helm --set` does: in place, making what is missing on the way. Answers the tree, which is
 * another one only where a list had to grow.
 */
export function withValueAt<T extends HelmMap | HelmList>(
  tree: T,
  path: readonly HelmStep[],
  value: HelmLeaf,
): T {
  const [step, ...rest] = path;
  if (step === undefined) return tree;
  const known = slotAt(tree, step);
  if (rest.length === 0) return put(tree, step, slot(known?.key, value, known), value) as T;
  const inner = collectionAt(known, rest[0]);
  const after = withValueAt(inner, rest, value);
  if (after === known?.value) return tree;
  return put(tree, step, slot(known?.key, after, known), value) as T;
}

function collectionAt(known: HelmSlot | undefined, next: HelmStep | undefined): HelmMap | HelmList {
  const kind = typeof next === "number" ? "list" : "map";
  const found = known?.value;
  if (found && found.kind !== "leaf" && found.kind === kind) return found;
  return kind === "list" ? { kind, items: [] } : emptyMap();
}

/** A key, or the place in a list. */
export type HelmStep = string | number;

/** `a.b[0].c`; a backslash takes a dot its meaning. */
export const helmPath = (text: string): readonly HelmStep[] =>
  [...text.matchAll(/\[(\d+)\]|((?:\\.|[^.[\\])+)/gs)].map(([, index, key = ""]) =>
    index === undefined ? key.replace(/\\(.)/gs, "$1") : Number(index),
  );

/** What stands at a path. */
export function slotAtPath(
  tree: HelmMap | HelmList,
  path: readonly HelmStep[],
): HelmSlot | undefined {
  const [step, ...rest] = path;
  const found = step === undefined ? undefined : slotAt(tree, step);
  if (rest.length === 0 || !found) return found;
  return found.value.kind === "leaf" ? undefined : slotAtPath(found.value, rest);
}

const slotAt = (tree: HelmMap | HelmList, step: HelmStep): HelmSlot | undefined =>
  tree.kind === "map" ? tree.slots.get(String(step)) : tree.items[Number(step)];

/** Lists are no longer than Helm allows. */
const LONGEST = 65_536;

function put(
  tree: HelmMap | HelmList,
  step: HelmStep,
  it: HelmSlot,
  { node, source }: HelmLeaf,
): HelmMap | HelmList {
  if (tree.kind === "map") {
    tree.slots.set(String(step), it);
    return tree;
  }
  const index = Math.min(Number(step), LONGEST);
  if (index < tree.items.length) {
    tree.items[index] = it;
    return tree;
  }
  const nothing = node && plainNode("null", causeOf(node));
  const gap = () => slot(undefined, { kind: "leaf", node: nothing, source });
  const gaps = Array.from({ length: index - tree.items.length }, gap);
  return { kind: "list", items: [...tree.items, ...gaps, it] };
}

/** As a tree of nodes; what stood below a value is what it was `before`. */
export function nodeOf(tree: HelmMap, cause: Cause): Mapping {
  const node = (it: HelmSlot): Node => {
    const { value } = it;
    if (value.kind === "map") return nodeOf(value, cause);
    if (value.kind === "list") return sequenceOf(value.items.map(node), cause);
    const own = value.node ?? plainNode("null", cause);
    const below = it.before?.value.kind === "leaf" ? it.before.value.node : undefined;
    return below && own.kind === "scalar" && own.from && !own.from.before
      ? { ...own, from: { ...own.from, before: below } }
      : own;
  };
  const entries = [...tree.slots].map(([name, it]) => ({
    key: it.key ?? keyNode(name, cause),
    value: node(it),
  }));
  return { ...emptyMapping(cause), entries };
}
