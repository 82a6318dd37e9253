import { basename, dirname, isInside, relative } from "./path.ts";
import { foldersBeyond, type KnownRepositories } from "./standIns.ts";

/** The folders that paths are shown from. */
export type ShownFrom = {
  readonly roots: readonly { readonly path: string }[];
  readonly settings?: KnownRepositories["settings"];
};

/**
 * A path as people read it: from the folder they opened, which is named where several are open. Never the way to that
 * folder on this machine.
 */
export function shownPath({ roots, settings }: ShownFrom, path: string): string {
  const folders = roots.map((it) => it.path);
  const own = nearest(folders, path);
  if (own !== undefined) {
    const inside = relative(own, path);
    if (folders.length === 1) return inside;
    const name = nameAmong(folders, own);
    return inside === "." ? name : `${name}/${inside}`;
  }
  const known = { roots: roots.map((it) => ({ ...it, remotes: [] })), settings: settings ?? NONE };
  const beyond = nearest(foldersBeyond(known), path);
  if (beyond !== undefined) return join(basename(beyond), relative(beyond, path));
  const [first] = folders;
  // What lies beside the only folder is written as people would from there.
  return first !== undefined && first !== "" && isAbsolute(path) ? relative(first, path) : path;
}

const isAbsolute = (path: string): boolean => /^([a-z]:)?\//i.test(path);

const NONE = { sources: {} } as const;

const join = (folder: string, inside: string): string =>
  inside === "." ? folder : `${folder}/${inside}`;

/** Of folders inside one another, the innermost that holds the path. */
const nearest = (folders: readonly string[], path: string): string | undefined =>
  folders
    .filter((it) => isInside(path, it))
    .reduce<string | undefined>(
      (best, it) => (best === undefined || it.length > best.length ? it : best),
      undefined,
    );

/** The last part of the path of a folder; as many parts as it takes to tell it from the others. */
function nameAmong(folders: readonly string[], own: string): string {
  const others = folders.filter((it) => it !== own);
  let name = basename(own);
  let above = dirname(own);
  while (above !== "" && others.some((it) => it === name || it.endsWith(`/${name}`))) {
    name = `${basename(above)}/${name}`;
    above = dirname(above);
  }
  return name;
}
