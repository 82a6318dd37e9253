import type { LiveTree } from "../../../../client/cluster/tree/liveTree.ts";
import type { TreeNode } from "../../../../client/cluster/tree/treeNode.ts";

/** A tree as an editor has it: it asks again for what it is told to and for nothing else; everything is unfolded. */
export interface SeenTree {
  /** Asks for what is to be drawn anew. */
  readonly look: (isLater?: boolean) => void;
  /** An icon, a label, a description on each line. */
  readonly text: () => string;
}

export function seenTree(tree: LiveTree): SeenTree {
  const below = new Map<string, readonly string[]>();
  const lines = new Map<string, string>();
  const ask = (id: string) => {
    const children = tree.children(id);
    below.set(
      id,
      children.map((it) => it.id),
    );
    for (const child of children) see(child);
  };
  const see = (node: TreeNode) => {
    const { id, icon, label, description, opens } = node;
    lines.set(id, `${icon.id} ${icon.color ?? ""} ${label} | ${description} ${opens}`);
    if (opens === "never") below.delete(id);
    else ask(id);
  };
  const told = (id: string, indent: string): readonly string[] =>
    (below.get(id) ?? []).flatMap((it) => [
      `${indent}${lines.get(it)}`,
      ...told(it, `${indent}  `),
    ]);
  ask("");
  return {
    look(isLater) {
      for (const id of tree.redraw(isLater)) {
        const node = tree.node(id);
        if (id === "") ask(id);
        else if (node) see(node);
      }
    },
    text: () => told("", "").join("\n"),
  };
}
