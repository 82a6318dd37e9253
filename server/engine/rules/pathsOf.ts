import { at, get, itemsOf, mappingOf, type Node, type Path } from "../node.ts";

/** The paths that a pattern stands for in a tree; `[]` is any item: `spec.steps[].name`. */
export function pathsOf(root: Node | undefined, pattern: string): readonly Path[] {
  let paths: readonly Path[] = [[]];
  for (const step of pattern.replaceAll("[]", ".[]").split(".")) {
    paths = paths.flatMap((path) => {
      const node = at(root, path);
      if (step === "[]") return itemsOf(node).map((_, index) => [...path, index]);
      return mappingOf(node) && get(node, step) ? [[...path, step]] : [];
    });
  }
  return paths;
}
