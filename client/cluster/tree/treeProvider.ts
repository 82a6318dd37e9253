import { EventEmitter, type TreeDataProvider } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LiveTree } from "./liveTree.ts";
import { tooltip } from "./tooltip.ts";
import { markdown, treeItem } from "./treeItem.ts";

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
      return treeItem(node);
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
      const object = tree.object(id);
      if (object) item.tooltip = markdown(tooltip(object, Date.now()));
      return item;
    },
  };
}
