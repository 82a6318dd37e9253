import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { digestOf } from "./digest.ts";
import type { Item } from "./items.ts";
import type { Branch, HeadBranch, Layout, ObjectBranch } from "./layout.ts";
import { passes } from "./treeFilter.ts";
import type { TreeSource } from "./treeSource.ts";

/** Which objects are shown, and where. */
export interface Structure {
  readonly branches: readonly Branch[];
  /** By `keyOf`. */
  readonly objects: Map<string, KubeObject>;
  /** An item that was drawn earlier, with what stands under it now. */
  readonly current: (item: Item) => Item;
}

export function structureOf(source: TreeSource, layout: Layout, filter: string): Structure {
  const objects = [...source.objects()].filter(
    (it) => layout.takes(it) && passes(filter, it, digestOf(it)),
  );
  const branches = layout.branches(objects);
  const heads = new Map<string, HeadBranch>();
  const parents = new Map<string, readonly ObjectBranch[]>();
  const visit = (branch: Branch) => {
    if (branch.type === "head") heads.set(branch.name, branch);
    else if (branch.branches.length > 0) parents.set(branch.key, branch.branches);
    for (const it of branch.branches) visit(it);
  };
  for (const branch of branches) visit(branch);
  return {
    branches,
    objects: new Map(objects.map((it) => [keyOf(identityOf(it)), it])),
    current(item) {
      if (item.type === "note" || (item.type === "object" && !item.isBranch)) return item;
      if (item.type === "object") return { ...item, branches: parents.get(item.key) ?? [] };
      const branch = heads.get(item.branch.name) ?? { ...item.branch, branches: [] };
      return { ...item, branch };
    },
  };
}
