import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where a git repository pushes to. */
export interface Remote {
  readonly name: string;
  readonly url: string;
}

/** The remotes of a repository, bare or not; none where there is no git. */
export async function remotesOf(folder: string): Promise<readonly Remote[]> {
  for (const config of [".git/config", "config"]) {
    try {
      return remotesIn(await readFile(join(folder, config), "utf8"));
    } catch {
      // Not there: a folder without git has no remotes.
    }
  }
  return [];
}

function remotesIn(text: string): readonly Remote[] {
  const sections = text.split(/^\s*(?=\[)/m);
  return sections.flatMap((section) => {
    const [, name] = /^\[remote "(.*)"\]/.exec(section) ?? [];
    if (name === undefined) return [];
    return [...section.matchAll(/^\s*url\s*=\s*(\S+)\s*$/gm)].map(([, url = ""]) => ({
      name,
      url,
    }));
  });
}

/** Does it lead to a folder of this machine? */
export const isLocal = ({ url }: Remote): boolean => /^(file:\/\/|[./~\\]|[a-z]:[\\/])/i.test(url);
