import { EventEmitter, type TreeDataProvider, type TreeItem } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LiveTree } from "./liveTree.ts";
import { tooltip } from "./tooltip.ts";
import { markdown, treeItem } from "./treeItem.ts";
import type { TreeNode } from "./treeNode.ts";

/** What VS Code knows a node by: always the same for the same id. */
export interface Handle {
  readonly id: string;
  readonly identity?: ObjectIdentity;
}

/** A tree as VS Code asks for it. */
export interface Provider extends TreeDataProvider<Handle> {
  readonly fire: (ids: readonly string[]) => void;
  readonly handle: (id: string) => Handle;
}

/** So many are kept in any case. */
const fewest = 1000;

/**
 * @param isShown whether there is a tree at all
 * @param opened called when what stands under a node was asked for
 */
export function createProvider(
  tree: LiveTree,
  isShown: () => boolean,
  opened: () => void,
): Provider {
  const changes = new EventEmitter<Handle[] | undefined>();
  const handles = new Map<string, Handle>();
  /** Hundreds are asked for because one of them looks otherwise. */
  const items = new WeakMap<TreeNode, TreeItem>();
  let most = fewest;
  const handle = (id: string): Handle => {
    const known = handles.get(id);
    if (known) return known;
    const identity = tree.node(id)?.identity;
    const made = { id, ...(identity ? { identity } : {}) };
    handles.set(id, made);
    return made;
  };
  /** Of what is no longer drawn, from time to time: looking through all of them takes a while. */
  const forget = () => {
    if (handles.size < most) return;
    for (const id of [...handles.keys()]) if (!tree.node(id)) handles.delete(id);
    most = Math.max(fewest, 2 * handles.size);
  };
  return {
    onDidChangeTreeData: changes.event,
    handle,
    fire(ids) {
      forget();
      if (ids.includes("")) changes.fire(undefined);
      else if (ids.length > 0) changes.fire(ids.map(handle));
    },
    getTreeItem({ id }) {
      const node = tree.node(id);
      if (!node) throw new Error(`no longer there: ${id}`);
      const known = items.get(node);
      if (known) return known;
      const item = treeItem(node);
      items.set(node, item);
      return item;
    },
    getChildren(element) {
      if (!isShown()) return [];
      const nodes = tree.children(element?.id);
      if (element) opened();
      return nodes.map((it) => handle(it.id));
    },
    getParent(element) {
      const parent = tree.parent(element.id);
      return parent && handle(parent.id);
    },
    resolveTreeItem(item, { id }) {
      const [node, object] = [tree.node(id), tree.object(id)];
      if (!node || !object) return item;
      // The line itself stays without: its tooltip is asked for again after it was drawn anew.
      const resolved = treeItem(node);
      resolved.tooltip = markdown(tooltip(object, Date.now()));
      return resolved;
    },
  };
}
