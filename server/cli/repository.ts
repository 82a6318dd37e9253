import { existsSync } from "node:fs";
import { relative } from "node:path";
import { dirname, join } from "../engine/path.ts";
import { rebuilt } from "../engine/renderings.ts";
import { changed, emptyWorkspace, type FileChange, type Workspace } from "../engine/workspace.ts";
import { builtSchemas } from "../host/builtSchemas.ts";
import { keepMemorySmall } from "../host/memory.ts";
import { defaultConfiguration } from "../lsp/configuration.ts";
import { folderAt } from "./folderAt.ts";
import { type Attempt, dataOnDisk, filesOnDisk, loadingOf, untilRead } from "./loading.ts";

/** Folders as a workspace, all its builds made. Throws `CannotRun` for what is no folder. */
export async function repository(roots: readonly string[]): Promise<Workspace> {
  for (const root of roots) folderAt(relative(process.cwd(), root) || ".");
  keepMemorySmall();
  const loading = await loadingOf(roots, defaultConfiguration.load);
  const files: FileChange[] = [];
  for await (const portion of filesOnDisk(loading)) files.push(...portion);
  const empty = emptyWorkspace(builtSchemas(), loading.roots, loading.settings);
  return untilRead(changed(empty, files).workspace, withBuilds, (wanted) =>
    dataOnDisk(loading, wanted),
  );
}

function withBuilds(now: Workspace): Attempt<Workspace> {
  const { workspace, unread } = rebuilt(now);
  return { value: workspace, workspace, unread };
}

/** The folder of the repository that a file is part of: the nearest that looks like the top of one. */
export function repositoryAround(file: string): string {
  const folder = dirname(file);
  for (let at = folder; at !== "" && at !== dirname(at); at = dirname(at)) {
    if (TOPS.some((it) => existsSync(join(at, it)))) return at;
  }
  return folder;
}

/** `clusters` holds the entry points in the layout that Flux recommends. */
const TOPS = [".flightpath.yaml", ".git", "clusters"];
