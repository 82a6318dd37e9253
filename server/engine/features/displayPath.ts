import { isInside, relative } from "../path.ts";
import type { View } from "../view.ts";

/** A path as people read it: from the folder they opened. */
export function displayPath(view: View, path: string): string {
  const root = view.roots.find((it) => isInside(path, it.path));
  return root ? relative(root.path, path) : path;
}
