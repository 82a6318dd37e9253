import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Change } from "../api/change.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { createDrawn, type Drawn, isSameRow } from "./drawn.ts";
import {
  appliedBy,
  type Below,
  branchItem,
  type Item,
  itemsUnder,
  knownObject,
  type Surround,
  told,
} from "./items.ts";
import type { Layout } from "./layout.ts";
import { pathTo } from "./pathTo.ts";
import { staleOf } from "./stale.ts";
import { type Structure, structureOf, type Totals } from "./structure.ts";
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
  /** Takes up what happened, be it drawn or not; no changes: the state of what is watched is another. */
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
  /** Of all objects that the layout takes. */
  totals(): Totals;
  /** Shows more of what stands under a node than the first few hundred. */
  showMore(id: string): void;
}

/** Drawn under one node before somebody asks for more. */
const firstFew = 300;

const top = "";

export function liveTree(source: TreeSource, first: Layout): LiveTree {
  let layout = first;
  let filter = "";
  let structure: Structure | undefined;
  let moment: Surround | undefined;
  const drawn = createDrawn();
  const limits = new Map<string, number>();
  let news = noNews();

  const built = (): Structure => {
    if (structure) return structure;
    structure = structureOf(layout, filter);
    structure.take([...source.objects()].map((it) => [keyOf(identityOf(it)), it] as const));
    return structure;
  };
  const surround = (): Surround => {
    moment ??= surroundOf(source, built(), layout, filter);
    return moment;
  };
  const below = (id: string): Below => {
    const item = drawn.get(id)?.item;
    if (id === top) return { items: topItems(surround()), more: 0 };
    return item ? itemsUnder(item, surround(), limits.get(id) ?? firstFew) : { items: [], more: 0 };
  };
  const rowsUnder = (id: string): readonly Item[] => {
    const { items, more } = below(id);
    const note = { type: "more", count: more, under: id, short: "" } as const;
    return more > 0 ? items.concat({ type: "note", id: `${id}/more`, note }) : items;
  };
  const draw = (id: string): readonly TreeNode[] =>
    drawn
      .put(id, rowsUnder(id), (item, before) => told(item, surround(), before?.told))
      .map((it) => it.told.node);
  /** Whether other nodes stand under one than were drawn there. */
  const isOther = (id: string): boolean => {
    const before = drawn.below(id);
    if (!before) return false;
    return !isSameRow(before, rowsUnder(id));
  };
  const looksOther = (it: Drawn): boolean => {
    const { node } = it.told;
    it.told = told(it.item, surround(), it.told);
    return !isSameNode(it.told.node, node);
  };
  const objectOf = (id: string): KubeObject | undefined => {
    const item = drawn.get(id)?.item;
    return item?.type === "object" ? knownObject(item, { structure: built(), source }) : undefined;
  };
  return {
    children: (id = top) => draw(id),
    node: (id) => drawn.get(id)?.told.node,
    parent: (id) => drawn.get(drawn.get(id)?.parent ?? top)?.told.node,
    object: objectOf,
    open: (closed) => drawn.open(closed).flatMap(({ item }) => objectOf(item.id) ?? []),
    path(identity) {
      const ids = pathTo(keyOf(identity), topItems(surround()), surround());
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
      moment = undefined;
      if (changes.length === 0) news.isStateOther = true;
      const identities = changes.map(({ object }) => identityOf(object));
      // An object may be there again already when its end is told: what counts is how it is now.
      const now = new Map(identities.map((it) => [keyOf(it), source.find(it)]));
      for (const key of now.keys()) news.keys.add(key);
      if (!structure) return;
      const moved = structure.take(now);
      for (const name of moved.counted) news.counted.add(`/${name}`);
      for (const name of moved.heads) news.ids.add(`/${name}`);
      for (const key of moved.parents) news.keys.add(key);
      if (moved.isTopOther) news.ids.add(top);
    },
    touch(keys) {
      moment = undefined;
      for (const key of keys) news.keys.add(key);
    },
    redraw(isLater = false) {
      moment = undefined;
      const { counted, ids, keys, isStateOther } = news;
      news = noNews();
      const found = new Set<string>();
      if ((isStateOther || ids.has(top)) && isOther(top)) found.add(top);
      for (const id of counted) {
        const head = drawn.get(id);
        if (head && looksOther(head)) found.add(id);
      }
      const all = isStateOther || isLater ? drawn.all() : drawn.of(ids, keys);
      for (const it of all) if (looksOther(it) || isOther(it.item.id)) found.add(it.item.id);
      return drawn.topmost(found);
    },
    arrange(next, text) {
      layout = next;
      filter = text;
      limits.clear();
      structure = undefined;
      moment = undefined;
      news.isStateOther = true;
    },
    totals: () => built().totals(),
    showMore(id) {
      limits.set(id, (limits.get(id) ?? firstFew) * 4);
      news.ids.add(id);
    },
  };
}

/** What may look otherwise than it was drawn. */
interface News {
  /** Of heads that count otherwise: what stands under them is the same. */
  readonly counted: Set<string>;
  /** Of nodes. */
  readonly ids: Set<string>;
  /** Of objects. */
  readonly keys: Set<string>;
  /** Of what is watched: any node may tell of it. */
  isStateOther: boolean;
}

const noNews = (): News => ({
  counted: new Set(),
  ids: new Set(),
  keys: new Set(),
  isStateOther: false,
});

function surroundOf(
  source: TreeSource,
  structure: Structure,
  layout: Layout,
  filter: string,
): Surround {
  const watched = source.watched();
  const stale = staleOf(watched);
  const now = source.now();
  const isFiltered = filter !== "";
  return { source, structure, layout, watched, stale, isFiltered, now, applied: rememberedApplied };
}

const known = new WeakMap<KubeObject, ReturnType<typeof appliedBy>>();

/** Of what is drawn, and so read again with every event that touches it. */
function rememberedApplied(object: KubeObject): ReturnType<typeof appliedBy> {
  const found = known.get(object) ?? appliedBy(object);
  known.set(object, found);
  return found;
}

function topItems(around: Surround): readonly Item[] {
  const { heads, top: objects } = around.structure;
  const headItems = heads.map(
    ({ head: { name } }): Item => ({ type: "head", id: `/${name}`, name }),
  );
  return [
    ...headItems.filter((it) => itemsUnder(it, around, 1).items.length > 0),
    ...objects.map((it) => branchItem(it, top)),
  ];
}
