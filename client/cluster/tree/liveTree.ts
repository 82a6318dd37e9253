import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Change } from "../api/change.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { digestOf } from "./digest.ts";
import { branchItem, type Item, itemsUnder, knownObject, nodeOf, type Surround } from "./items.ts";
import type { Layout } from "./layout.ts";
import { type Stale, staleOf } from "./stale.ts";
import { type Structure, structureOf } from "./structure.ts";
import { passes } from "./treeFilter.ts";
import { isSameNode, type TreeNode } from "./treeNode.ts";
import type { TreeSource } from "./treeSource.ts";

/** A tree of a cluster as values; remembers what was drawn, so that it can tell what to draw anew. */
export interface LiveTree {
  /** What stands under a node, or at the top; from then on it counts as drawn. */
  children(id?: string): readonly TreeNode[];
  node(id: string): TreeNode | undefined;
  parent(id: string): TreeNode | undefined;
  /** What is known of the object that a node stands for. */
  object(id: string): KubeObject | undefined;
  /** Objects whose children were asked for and are seen, but for those under closed nodes. */
  open(closed: ReadonlySet<string>): readonly KubeObject[];
  /** From the top down to an object; empty where the tree does not show it. */
  path(identity: ObjectIdentity): readonly TreeNode[];
  /** Takes up what happened; no changes: the state of what is watched is another. */
  take(changes: readonly Change[]): void;
  /** What is known of these objects, besides the watched ones, has changed. */
  touch(keys: Iterable<string>): void;
  /**
   * The fewest nodes to draw anew since the last time; all of the tree when the empty id is among them.
   *
   * @param isLater a minute has passed, so ages are others
   */
  redraw(isLater?: boolean): readonly string[];
  arrange(layout: Layout, filter: string): void;
  /** Shows more of what stands under a node than the first few hundred. */
  showMore(id: string): void;
}

/** Drawn under one node before somebody asks for more. */
const firstFew = 300;

interface Drawn {
  readonly item: Item;
  readonly parent: string;
  node: TreeNode;
  /** Absent: nobody asked for them. */
  below?: readonly string[];
}

const top = "";

export function liveTree(source: TreeSource, first: Layout): LiveTree {
  let layout = first;
  let filter = "";
  let structure: Structure | undefined;
  let stale: Stale | undefined;
  let isMoved = false;
  let drawnTop: readonly string[] | undefined;
  const drawn = new Map<string, Drawn>();
  const touched = new Set<string>();
  const limits = new Map<string, number>();

  const built = (): Structure => {
    structure ??= structureOf(source, layout, filter);
    return structure;
  };
  const surround = (): Surround => {
    stale ??= staleOf(source.watched());
    return {
      source,
      objects: built().objects,
      layout,
      stale,
      isFiltered: filter !== "",
      now: source.now(),
    };
  };
  const topItems = (around: Surround): readonly Item[] =>
    built().branches.flatMap((branch): readonly Item[] => {
      if (branch.type === "object") return [branchItem(branch, top, undefined, [])];
      const item: Item = { type: "head", id: `/${branch.name}`, branch };
      return itemsUnder(item, around).length > 0 ? [item] : [];
    });
  const below = (id: string): readonly Item[] => {
    const item = drawn.get(id)?.item;
    const around = surround();
    if (id === top) return topItems(around);
    if (!item) return [];
    return cut(itemsUnder(built().current(item), around), id, limits.get(id) ?? firstFew);
  };
  const belowDrawn = (id: string) => (id === top ? drawnTop : drawn.get(id)?.below);
  const forget = (id: string) => {
    for (const child of drawn.get(id)?.below ?? []) forget(child);
    drawn.delete(id);
  };
  const draw = (id: string): readonly TreeNode[] => {
    const items = below(id);
    const ids = new Set(items.map((it) => it.id));
    for (const old of belowDrawn(id) ?? []) if (!ids.has(old)) forget(old);
    const around = surround();
    for (const item of items) {
      const before = drawn.get(item.id)?.below;
      const node = nodeOf(item, around);
      drawn.set(item.id, { item, parent: id, node, ...(before ? { below: before } : {}) });
    }
    const it = drawn.get(id);
    if (it) it.below = [...ids];
    else drawnTop = [...ids];
    return items.flatMap((item) => drawn.get(item.id)?.node ?? []);
  };
  /** Whether other nodes stand under one than were drawn there. */
  const isOther = (id: string): boolean => {
    const before = belowDrawn(id);
    if (!before) return false;
    const now = below(id);
    return now.length !== before.length || now.some((it, index) => it.id !== before[index]);
  };
  const looksOther = (it: Drawn, around: Surround): boolean => {
    const node = nodeOf(built().current(it.item), around);
    if (isSameNode(node, it.node)) return false;
    it.node = node;
    return true;
  };
  const objectOf = (id: string): KubeObject | undefined => {
    const item = drawn.get(id)?.item;
    return item?.type === "object" ? knownObject(item.entry, source) : undefined;
  };
  return {
    children: (id = top) => draw(id),
    node: (id) => drawn.get(id)?.node,
    parent: (id) => drawn.get(drawn.get(id)?.parent ?? top)?.node,
    object: objectOf,
    open(closed) {
      const isHidden = (id: string): boolean =>
        id !== top && (closed.has(id) || isHidden(drawn.get(id)?.parent ?? top));
      return [...drawn].flatMap(([id, it]) =>
        it.below && !isHidden(id) ? (objectOf(id) ?? []) : [],
      );
    },
    path(identity) {
      const key = keyOf(identity);
      const around = surround();
      const ids = pathTo(key, topItems(around), (item) =>
        itemsUnder(built().current(item), around),
      );
      const nodes: TreeNode[] = [];
      for (const [index, id] of ids.entries()) {
        const above = ids[index - 1] ?? top;
        limits.set(above, Number.MAX_SAFE_INTEGER);
        const node = draw(above).find((it) => it.id === id);
        if (node) nodes.push(node);
      }
      return nodes;
    },
    take(changes) {
      if (changes.length === 0) isMoved = true;
      for (const { object, type } of changes) {
        const key = keyOf(identityOf(object));
        touched.add(key);
        if (!structure || !layout.takes(object)) continue;
        const before = structure.objects.get(key);
        const isIn = type !== "removed" && passes(filter, object, digestOf(object));
        const isSame = isIn === (before !== undefined);
        if (!isSame || (before && layout.moves(before, object))) isMoved = true;
        else if (before) structure.objects.set(key, object);
      }
    },
    touch(keys) {
      for (const key of keys) touched.add(key);
    },
    redraw(isLater = false) {
      stale = undefined;
      if (isMoved) structure = undefined;
      const around = surround();
      const found = new Set<string>();
      if (isMoved && isOther(top)) found.add(top);
      for (const [id, it] of drawn) {
        const isTouched = it.item.type !== "object" || touched.has(it.item.key);
        if ((isTouched || isMoved || isLater) && looksOther(it, around)) found.add(id);
        const isHead = it.item.type === "head";
        if ((isMoved || (isTouched && !isHead)) && isOther(id)) found.add(id);
      }
      touched.clear();
      isMoved = false;
      return topmost(found, drawn);
    },
    arrange(next, text) {
      layout = next;
      filter = text;
      limits.clear();
      isMoved = true;
      structure = undefined;
    },
    showMore(id) {
      limits.set(id, (limits.get(id) ?? firstFew) * 4);
      isMoved = true;
    },
  };
}

/** The first of many, and a line that says how many more there are. */
function cut(items: readonly Item[], under: string, limit: number): readonly Item[] {
  if (items.length <= limit) return items;
  const count = items.length - limit;
  const note = { type: "more", count, under, short: "" } as const;
  return [...items.slice(0, limit), { type: "note", id: `${under}/more`, note }];
}

/** Ids from the top down to the first item of that key, breadth first. */
function pathTo(
  key: string,
  tops: readonly Item[],
  under: (item: Item) => readonly Item[],
): readonly string[] {
  let row = tops.map((item) => ({ item, path: [item.id] }));
  // What is applied by what was applied: deeper than this nobody builds.
  for (let depth = 0; depth < 8 && row.length > 0; depth += 1) {
    const found = row.find(({ item }) => item.type === "object" && item.key === key);
    if (found) return found.path;
    row = row.flatMap(({ item, path }) =>
      item.type === "object" && item.above.includes(item.key)
        ? []
        : under(item).map((it) => ({ item: it, path: [...path, it.id] })),
    );
  }
  return [];
}

/** Without what stands under another one: drawing that draws all of it. */
function topmost(found: ReadonlySet<string>, drawn: ReadonlyMap<string, Drawn>): readonly string[] {
  if (found.has(top)) return [top];
  return [...found].filter((id) => {
    for (let at = drawn.get(id)?.parent ?? top; at !== top; at = drawn.get(at)?.parent ?? top)
      if (found.has(at)) return false;
    return true;
  });
}
