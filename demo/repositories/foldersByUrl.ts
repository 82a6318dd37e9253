import { basename, resolve } from "node:path";
import { normalUrl } from "../../server/engine/url.ts";

/** A folder of this machine that stands for a repository. */
export interface RepositoryFolder {
  /** An absolute path. */
  readonly path: string;
  /** The one URL that it stands for, where somebody said so. */
  readonly url?: string;
  /** URLs of its git remotes. */
  readonly remotes: readonly string[];
}

/**
 * The folder that stands for a URL: the one that was named for it, one that has it for a remote, one whose path it is, else the
 * one that is called as the last part of the URL, or as that and more behind a dash or a dot.
 */
export function folderFor(folders: readonly RepositoryFolder[], url: string): string | undefined {
  const wanted = normalUrl(url);
  const bare = folders.filter((it) => it.url === undefined);
  const named = folders.find((it) => it.url !== undefined && normalUrl(it.url) === wanted);
  const remote = bare.find(({ remotes }) => remotes.some((it) => normalUrl(it) === wanted));
  const own = bare.find(
    ({ path }) => wanted === normalUrl(`file://${path}`) || resolve(url) === path,
  );
  const last = (named ?? remote ?? own)?.path;
  if (last !== undefined) return last;
  const name = basename(wanted).replace(/\.git$/, "");
  return bare.find(({ path }) => basename(path).replace(/\.git$/, "") === name)?.path;
}
