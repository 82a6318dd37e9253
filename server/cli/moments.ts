import { isInside } from "../engine/path.ts";
import { rebuilt } from "../engine/renderings.ts";
import { changed, emptyWorkspace, type FileChange, type Workspace } from "../engine/workspace.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import { nodeHost } from "../host/files.ts";
import type { LoadOptions } from "../host/host.ts";
import { CannotRun } from "./cannotRun.ts";
import {
  type Attempt,
  dataOnDisk,
  filesBeyond,
  filesOnDisk,
  type Loading,
  loadingOf,
  untilRead,
} from "./loading.ts";

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
  const loading = await loadingOf([root], load);
  const options = loading.optionsFor(root);
  const commit = answered(await nodeHost.commitOf(root, revision));
  const then = async (also: ReadonlySet<string>) =>
    answered(await nodeHost.filesAt(root, commit, options, also));
  const beyond = await all(filesBeyond(loading));
  const before = [...(await then(new Set())), ...beyond];
  return {
    before: await built(loading, before, async (wanted) => {
      // What stands in for other repositories is of no commit of this one.
      const inside = [...(await then(wanted))].filter((it) => wanted.has(it.path));
      const elsewhere = new Set([...wanted].filter((it) => !isInside(it, root)));
      return [...inside, ...dataOnDisk(loading, elsewhere)];
    }),
    after: await built(loading, await all(filesOnDisk(loading)), (wanted) =>
      dataOnDisk(loading, wanted),
    ),
  };
}

async function all(portions: AsyncIterable<readonly FileChange[]>): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for await (const portion of portions) changes.push(...portion);
  return changes;
}

/** Makes all builds. */
function built(
  { roots, settings }: Loading,
  files: readonly FileChange[],
  read: Parameters<typeof untilRead>[2],
): Promise<Workspace> {
  const empty = emptyWorkspace(builtSchemas(), roots, settings);
  return untilRead(changed(empty, files).workspace, withBuilds, read);
}

function withBuilds(now: Workspace): Attempt<Workspace> {
  const { workspace, unread } = rebuilt(now);
  return { value: workspace, workspace, unread };
}

function answered<T>(answer: { readonly value: T } | { readonly problem: string }): T {
  if ("problem" in answer) throw new CannotRun(answer.problem);
  return answer.value;
}
