import type { Change } from "../../../../client/cluster/api/change.ts";
import { identityOf, type KubeObject, keyOf } from "../../../../client/cluster/api/kubeObject.ts";
import type { Neighbour } from "../../../../client/cluster/api/readNeighbour.ts";
import type { Watched } from "../../../../client/cluster/api/watched.ts";
import type { Layout } from "../../../../client/cluster/tree/layout.ts";
import { type LiveTree, liveTree } from "../../../../client/cluster/tree/liveTree.ts";
import type { TreeNode } from "../../../../client/cluster/tree/treeNode.ts";

/** A tree over objects that a test puts and takes away. */
export interface Planted {
  readonly tree: LiveTree;
  /** Puts objects, telling the tree. */
  readonly put: (...objects: readonly KubeObject[]) => void;
  readonly remove: (object: KubeObject) => void;
  /** An object is gone and there again before its end is told. */
  readonly replace: (object: KubeObject) => void;
  /** Those that are there, the newest first. */
  readonly objects: () => readonly KubeObject[];
  watched: readonly Watched[];
  now: number;
  readonly applied: Map<string, Neighbour>;
  readonly owned: Map<string, readonly KubeObject[]>;
  /** All of it as text: an icon, a label, a description on each line. */
  readonly text: () => string;
  /** Labels of what is drawn anew. */
  readonly redrawn: (isLater?: boolean) => string;
}

export function planted(layout: Layout, ...first: readonly KubeObject[]): Planted {
  const objects = new Map(first.map((it) => [keyOf(identityOf(it)), it]));
  const planted: Planted = {
    tree: liveTree(
      {
        now: () => planted.now,
        objects: () => objects.values(),
        find: (identity) => objects.get(keyOf(identity)),
        watched: () => planted.watched,
        isLost: () => false,
        applied: (identity) => planted.applied.get(keyOf(identity)) ?? { kind: "unread" },
        owned: (owner) => planted.owned.get(keyOf(identityOf(owner))) ?? [],
        lastEvent: () => "",
      },
      layout,
    ),
    watched: [],
    now: Date.parse("2026-01-01T12:00:00Z"),
    applied: new Map(),
    owned: new Map(),
    put(...added) {
      const changes = added.map((object): Change => {
        const key = keyOf(identityOf(object));
        const type = objects.has(key) ? "changed" : "added";
        objects.set(key, object);
        return { type, object };
      });
      planted.tree.take(changes);
    },
    remove(object) {
      objects.delete(keyOf(identityOf(object)));
      planted.tree.take([{ type: "removed", object }]);
    },
    replace(object) {
      const key = keyOf(identityOf(object));
      const before = objects.get(key);
      objects.set(key, object);
      const end: readonly Change[] = before ? [{ type: "removed", object: before }] : [];
      planted.tree.take([{ type: "added", object }, ...end]);
    },
    objects: () => [...objects.values()].reverse(),
    text: () => lines(planted.tree, planted.tree.children(), "").join("\n"),
    redrawn: (isLater) =>
      planted.tree
        .redraw(isLater)
        .map((id) => (id === "" ? "all" : (planted.tree.node(id)?.label ?? id)))
        .join(", "),
  };
  return planted;
}

function lines(tree: LiveTree, nodes: readonly TreeNode[], indent: string): string[] {
  return nodes.flatMap((node) => {
    const line = `${indent}${node.icon.id} ${node.label}${node.description ? ` | ${node.description}` : ""}`;
    const below = node.opens === "never" ? [] : tree.children(node.id);
    return [line, ...lines(tree, below, `${indent}  `)];
  });
}

/** Text without the indentation that it has inside a test. */
export function flush(text: string): string {
  const all = text.split("\n").slice(1, -1);
  const indent = Math.min(...all.filter(Boolean).map((it) => it.search(/\S/)));
  return all.map((it) => it.slice(indent)).join("\n");
}
