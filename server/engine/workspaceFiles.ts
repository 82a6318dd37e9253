import type { Files, SourceFile } from "./kustomize/files.ts";
import { listOf } from "./listMap.ts";
import { memo } from "./memo.ts";
import { dirname, join } from "./path.ts";
import { standInOf } from "./standIns.ts";
import { fileAt, type Workspace, type WorkspaceFile } from "./workspace.ts";

/** The files of the workspace as a build reads them. The same object for the same moment. */
export const workspaceFiles: (workspace: Workspace) => Files = memo((workspace) => {
  const { links, folders } = workspace;
  const real = (path: string) => (links.size === 0 ? path : followed(links, path));
  return {
    file: (path) => {
      const file = fileAt(workspace, real(path));
      return file && sourceFile(file);
    },
    folder: (path) => {
      const names = listOf(folders, real(path));
      return names.length > 0 ? names : undefined;
    },
    real,
    standIn: (url) => standInOf(workspace, url),
  };
});

const sourceFile: (file: WorkspaceFile) => SourceFile = memo((file) => ({
  path: file.path,
  content: file.text ?? file.data,
  documents: file.documents,
}));

/** As many links in a row as Linux follows. */
const FOLLOWED = 40;

/** Where a path leads; the path itself where links lead in a circle. */
function followed(links: ReadonlyMap<string, string>, path: string): string {
  let at = path;
  for (let turn = 0; turn < FOLLOWED; turn++) {
    const next = step(links, at);
    if (next === undefined) return at;
    at = next;
  }
  return path;
}

/** Follows the first link on the way. */
function step(links: ReadonlyMap<string, string>, path: string): string | undefined {
  let found: string | undefined;
  for (let at = path; ; at = dirname(at)) {
    const target = links.get(at);
    if (target !== undefined) found = join(target, path.slice(at.length));
    if (at === "" || at === dirname(at)) return found;
  }
}
