import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Answer } from "../../server/host/host.ts";
import type { RepositoryFolder } from "./foldersByUrl.ts";

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
    const remotes = await remotesOf(path);
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

async function remotesOf(path: string): Promise<readonly string[]> {
  for (const config of [".git/config", "config"]) {
    try {
      const text = await readFile(join(path, config), "utf8");
      return [...text.matchAll(/^\s*url\s*=\s*(\S+)\s*$/gm)].map((it) => it[1] ?? "");
    } catch {
      // Not there: a folder without git has no remotes.
    }
  }
  return [];
}
