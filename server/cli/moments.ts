import { isInside } from "../engine/path.ts";
import { rebuilt } from "../engine/renderings.ts";
import { defaultSettings } from "../engine/settings.ts";
import { changed, emptyWorkspace, type FileChange, type Workspace } from "../engine/workspace.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import { nodeHost } from "../host/files.ts";
import type { LoadOptions } from "../host/host.ts";
import { repositoryOptions } from "../host/repository.ts";
import { CannotRun } from "./cannotRun.ts";

/** The same folder at two moments, all its builds made. */
export interface Moments {
  readonly before: Workspace;
  readonly after: Workspace;
}

/**
 * A folder as it is in a git revision, and as it is on disk now.
 *
 * Throws `CannotRun` where git does not give that revision.
 */
export async function moments(root: string, revision: string, load: LoadOptions): Promise<Moments> {
  const own = repositoryOptions(nodeHost, root, load);
  const commit = answered(await nodeHost.commitOf(root, revision));
  const at = async (also: ReadonlySet<string>) =>
    answered(await nodeHost.filesAt(root, commit, own.load, also));
  const now = async (also: ReadonlySet<string>) =>
    [...also].map((path) => nodeHost.readData(path, root, own.load));
  const catalogue = builtSchemas();
  const roots = [{ path: root, remotes: await nodeHost.remotes(root) }];
  const settings = { ...defaultSettings, sources: own.sources };
  const empty = () => emptyWorkspace(catalogue, roots, settings);
  return {
    before: await built(empty(), root, await at(new Set()), at),
    after: await built(empty(), root, await onDisk(root, own.load), now),
  };
}

async function onDisk(root: string, options: LoadOptions): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for await (const portion of nodeHost.load(root, options)) changes.push(...portion);
  return changes;
}

/** Makes all builds, and reads what only they need, until nothing more is asked for. */
async function built(
  empty: Workspace,
  root: string,
  files: readonly FileChange[],
  read: (also: ReadonlySet<string>) => Promise<readonly FileChange[]>,
): Promise<Workspace> {
  const tried = new Set<string>();
  let now = changed(empty, files).workspace;
  for (;;) {
    const { workspace, unread } = rebuilt(now);
    const wanted = new Set(unread.filter((it) => isInside(it, root) && !tried.has(it)));
    if (wanted.size === 0) return workspace;
    for (const it of wanted) tried.add(it);
    const found = (await read(wanted)).filter((it) => wanted.has(it.path));
    now = changed(workspace, found).workspace;
  }
}

function answered<T>(answer: { readonly value: T } | { readonly problem: string }): T {
  if ("problem" in answer) throw new CannotRun(answer.problem);
  return answer.value;
}
