import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Answer } from "../../server/host/host.ts";
import type { RepositoryFolder } from "./foldersByUrl.ts";
import { remotesOf } from "./remotes.ts";

/** Folders as people name them: `PATH`, or `URL=PATH` where a folder stands for one URL. */
export async function readFolders(
  named: readonly string[],
): Promise<Answer<readonly RepositoryFolder[]>> {
  const folders: RepositoryFolder[] = [];
  for (const text of named) {
    const [, url, given = text] = /^([a-z]+:\/\/[^=]+|[^=/]+@[^=]+)=(.+)$/s.exec(text) ?? [];
    const path = resolve(given);
    if (!(await isFolder(path))) {
      return { problem: `${given} is no folder. Name one that holds a repository.` };
    }
    const remotes = (await remotesOf(path)).map((it) => it.url);
    folders.push(url === undefined ? { path, remotes } : { path, url, remotes });
  }
  return { value: folders };
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
};
