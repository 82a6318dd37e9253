import { type Uri, workspace } from "vscode";
import {
  type Distance,
  type Repository,
  repositoryAt,
  repositoryOf,
} from "../../git/repository.ts";

/** How far HEAD is from commits that were applied. */
export interface Distances {
  /** In the repository of the file, or else in one of the workspace that has the commit. */
  readonly of: (file: Uri, commit: string) => Promise<Distance | undefined>;
}

/** So long an answer is good, in milliseconds. */
const FRESH = 3000;

/** Asks git at most once every few seconds for each commit, and never where the workspace is not trusted. */
export function createDistances(): Distances {
  const known = new Map<
    string,
    { readonly at: number; readonly answer: Promise<Distance | undefined> }
  >();
  const roots = new Map<string, Promise<string | undefined>>();
  const rootOf = (file: Uri): Promise<string | undefined> => {
    const folder = file.fsPath.replace(/[\\/][^\\/]*$/, "");
    const found = roots.get(folder) ?? repositoryOf(file.fsPath).then((it) => it.value?.root);
    roots.set(folder, found);
    return found;
  };
  const ask = async (file: Uri, commit: string): Promise<Distance | undefined> => {
    const own = await rootOf(file);
    const others = (workspace.workspaceFolders ?? []).map((it) => it.uri.fsPath);
    const tried = [...new Set([...(own === undefined ? [] : [own]), ...others])];
    for (const root of tried) {
      const repository: Repository = repositoryAt(root);
      const found = await repository.distance(commit);
      if (found) return found;
    }
    return undefined;
  };
  return {
    of(file, commit) {
      if (!workspace.isTrusted || file.scheme !== "file") return Promise.resolve(undefined);
      const now = Date.now();
      for (const [key, { at }] of known) if (at + FRESH < now) known.delete(key);
      const key = `${file.fsPath} ${commit}`;
      const found = known.get(key) ?? { at: now, answer: ask(file, commit) };
      known.set(key, found);
      return found.answer;
    },
  };
}
