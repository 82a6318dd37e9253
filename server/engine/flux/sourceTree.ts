import { keysOf, type ListMap, listOf } from "../listMap.ts";
import { memo } from "../memo.ts";
import { at, get, itemsOf, type Node, textOf } from "../node.ts";
import { isInside, join } from "../path.ts";
import { sourcePath } from "../sources.ts";
import type { Include, SourceTree } from "./artifact.ts";

/** A source whose files lie in the workspace. */
export interface LocalSource {
  readonly root: string;
  /** The GitRepository; `undefined` where it stands nowhere, and its root is known from elsewhere. */
  readonly node: Node | undefined;
}

/** A GitRepository of the same namespace, by its name. */
export type FindSource = (name: string) => LocalSource | undefined;

/** Which files a source offers (flux.md §5.1, §6.4). */
export function sourceTree(
  { root, node }: LocalSource,
  folders: ListMap<string>,
  find: FindSource,
  depth = 0,
): SourceTree {
  const spec = get(node, "spec");
  const wanted = itemsOf(get(spec, "sparseCheckout")).flatMap((it) => textOf(it) ?? []);
  const includes = depth > 4 ? [] : itemsOf(get(spec, "include"));
  return {
    root,
    ignore: textOf(get(spec, "ignore")),
    sparse: wanted.length > 0 ? wanted : undefined,
    includes: includes.flatMap((it): readonly Include[] => {
      const name = textOf(at(it, ["repository", "name"])) ?? "";
      const source = find(name);
      if (!source) return [];
      const from = sourcePath(textOf(get(it, "fromPath")) ?? "");
      const to = sourcePath(textOf(get(it, "toPath")) || name);
      return [{ from, to, tree: sourceTree(source, folders, find, depth + 1) }];
    }),
    ignoreFiles: ignoreFilesIn(folders).filter((it) => isInside(it, root)),
  };
}

/** Paths of all files of rules; a folder's own before those of the folders in it. */
const ignoreFilesIn = memo((folders: ListMap<string>): readonly string[] => {
  const found: string[] = [];
  for (const folder of keysOf(folders)) {
    if (listOf(folders, folder).includes(".sourceignore")) found.push(folder);
  }
  return found.sort(byParts).map((it) => join(it, ".sourceignore"));
});

function byParts(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return (left[i] ?? "") < (right[i] ?? "") ? -1 : 1;
  }
  return left.length - right.length;
}
