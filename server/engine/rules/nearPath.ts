import { KUSTOMIZATION_FILES } from "../identity.ts";
import { nearest } from "../nearest.ts";
import { basename, dirname, extname, isInside, join, relative } from "../path.ts";
import { isFolder } from "../sources.ts";
import type { View } from "../view.ts";

/** Paths that were probably meant, by the slips that people make (field-notes.md §5). */

/**
 * The folder below `root` that a path to nothing probably means: most are found below the file that says it, with the
 * same last segments; others have one segment misspelt, moved, missing or too many.
 */
export function nearFolder(
  view: View,
  root: string,
  path: string,
  saidIn: string,
): string | undefined {
  const segments = path.split(/[\\/]+/).filter((it) => it !== "" && it !== ".");
  if (isFolder(view, join(root, segments.join("/")))) return join(root, segments.join("/"));
  return (
    belowFile(view, segments, dirname(saidIn), root) ??
    alongPath(view, segments, root) ??
    parentWithKustomization(view, segments, root)
  );
}

function belowFile(
  view: View,
  segments: readonly string[],
  folder: string,
  root: string,
): string | undefined {
  if (!isInside(folder, root)) return undefined;
  for (let cut = 1; cut < segments.length; cut++) {
    const here = join(folder, segments.slice(cut).join("/"));
    if (isFolder(view, here)) return here;
  }
  return undefined;
}

function alongPath(view: View, segments: readonly string[], root: string): string | undefined {
  let parent = root;
  let index = 0;
  while (index < segments.length && isFolder(view, join(parent, segments[index] ?? ""))) {
    parent = join(parent, segments[index++] ?? "");
  }
  const wrong = segments[index];
  if (wrong === undefined) return undefined;
  const rest = segments.slice(index + 1).join("/");
  const beside = foldersIn(view, parent);
  const slip = nearest(wrong, beside);
  if (slip !== undefined && isFolder(view, join(parent, `${slip}/${rest}`))) {
    return join(parent, `${slip}/${rest}`);
  }
  const joined = beside
    .filter((it) => wrong.startsWith(it))
    .map((it) => join(parent, `${it}/${wrong.slice(it.length)}/${rest}`));
  const moved = rest === "" ? [] : beside.map((it) => join(parent, `${it}/${rest}`));
  const tooMany = rest === "" ? [] : [join(parent, rest)];
  const folders = [joined, tooMany, moved].map((paths) =>
    only(paths.filter((it) => isFolder(view, it))),
  );
  return folders.find((it) => it !== undefined) ?? withSegmentBefore(view, segments, index, root);
}

/** A segment too few: before the one that was not found, or before one above it. */
function withSegmentBefore(
  view: View,
  segments: readonly string[],
  from: number,
  root: string,
): string | undefined {
  for (let index = from; index >= 0; index--) {
    const parent = join(root, segments.slice(0, index).join("/"));
    const rest = segments.slice(index).join("/");
    const paths = foldersIn(view, parent).map((it) => join(parent, `${it}/${rest}`));
    const found = only(paths.filter((it) => isFolder(view, it)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One segment too deep, below a folder without folders. */
function parentWithKustomization(
  view: View,
  segments: readonly string[],
  root: string,
): string | undefined {
  const parent = join(root, segments.slice(0, -1).join("/"));
  if (segments.length < 2 || !isFolder(view, parent)) return undefined;
  if (foldersIn(view, parent).length > 0) return undefined;
  return KUSTOMIZATION_FILES.some((it) => view.exists(join(parent, it))) ? parent : undefined;
}

const foldersIn = (view: View, folder: string): readonly string[] =>
  view.folder(folder).filter((it) => view.folder(join(folder, it)).length > 0);

const only = <T>(them: readonly T[]): T | undefined => (them.length === 1 ? them[0] : undefined);

/** What an entry may be. */
export interface Wanted {
  readonly file: boolean;
  readonly folder: boolean;
  /** Paths that are named already. */
  readonly taken: ReadonlySet<string>;
}

/** What an entry of a kustomization in `folder` probably means, as that kustomization would write it. */
export function nearEntry(
  view: View,
  folder: string,
  text: string,
  wanted: Wanted,
): string | undefined {
  const target = join(folder, text);
  const fits = (path: string): boolean =>
    !wanted.taken.has(path) &&
    ((wanted.file && view.exists(path)) || (wanted.folder && hasKustomization(view, path)));
  const found =
    besideTarget(view, target, fits) ??
    otherDepth(view, folder, text, fits) ??
    below(view, folder, basename(target), fits);
  if (found === undefined) return undefined;
  const written = relative(folder, found);
  return text.startsWith("./") && !written.startsWith("../") ? `./${written}` : written;
}

const hasKustomization = (view: View, folder: string): boolean =>
  KUSTOMIZATION_FILES.some((it) => view.exists(join(folder, it)));

/** Another name in the same folder: extension, punctuation, a slip, or a part in the middle such as `.sops`. */
function besideTarget(
  view: View,
  target: string,
  fits: (path: string) => boolean,
): string | undefined {
  const home = dirname(target);
  const names = view
    .folder(home)
    .filter((it) => fits(join(home, it)) && !KUSTOMIZATION_FILES.includes(it));
  const wrong = basename(target);
  const stem = stemOf(wrong);
  const found =
    only(names.filter((it) => stemOf(it) === stem)) ??
    nearest(
      wrong,
      names.filter((it) => extname(it) === extname(wrong)),
    ) ??
    only(names.filter((it) => it.startsWith(`${stem}.`) || wrong.startsWith(`${stemOf(it)}.`)));
  return found === undefined ? undefined : join(home, found);
}

const stemOf = (name: string): string => name.slice(0, name.length - extname(name).length);

/** The same thing some levels up or down: a `../` too few or too many. */
function otherDepth(
  view: View,
  folder: string,
  text: string,
  fits: (path: string) => boolean,
): string | undefined {
  const rest = text.replace(/^(\.{1,2}\/)+/, "");
  for (let up = 0, home = folder; up < 8; up++, home = dirname(home)) {
    const path = join(home, rest);
    if (fits(path)) return path;
    if (!view.roots.some((it) => isInside(dirname(home), it.path)) || home === dirname(home)) break;
  }
  return undefined;
}

/** One of that name somewhere below, at most three levels down. */
function below(
  view: View,
  folder: string,
  name: string,
  fits: (path: string) => boolean,
): string | undefined {
  const found: string[] = [];
  let level = [folder];
  for (let depth = 0; depth < 3 && level.length > 0 && level.length < 200; depth++) {
    level = level.flatMap((it) => foldersIn(view, it).map((child) => join(it, child)));
    found.push(...level.map((it) => join(it, name)).filter(fits));
  }
  return only(found);
}
