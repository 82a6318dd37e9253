import { get, itemsOf, mappingOf, type Node, type Path, resolved, scalarOf } from "../../node.ts";
import { mayBePatched } from "../../patched.ts";
import { reachOf } from "../../reach.ts";
import { isOpen } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";

/**
 * Is what stands at that path, or that nothing stands there, what the cluster will have? Not so where a variable or
 * template is still to be filled in on the way there, or in the scalars of a list or mapping at its end, nor where a
 * parent that is not built yet may patch a field of one of the path's names.
 */
export function isSettled(resource: Resource, view: View, path: Path): boolean {
  let node: Node | undefined = treeOf(resource);
  for (const step of path) {
    if (isFilledInLater(node)) return false;
    node = typeof step === "number" ? itemsOf(node)[step] : get(node, step);
  }
  if (isFilledInLater(node) || isFilledInside(node)) return false;
  return !reachOf(resource, view).patches || !mayBePatched(resource, view, namesIn(path));
}

const isFilledInLater = (node: Node | undefined): boolean => {
  const scalar = scalarOf(node);
  return scalar !== undefined && isOpen(scalar.text);
};

function isFilledInside(node: Node | undefined): boolean {
  const it = resolved(node);
  if (it?.kind === "sequence") return it.items.some(isFilledInLater);
  return mappingOf(it)?.entries.some(({ value }) => isFilledInLater(value)) ?? false;
}

const namesIn = (path: Path): readonly string[] =>
  path.filter((it) => typeof it === "string").filter((it) => it !== "spec" && it !== "metadata");
