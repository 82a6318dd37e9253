import type { Files, SourceFile } from "./kustomize/files.ts";
import { listOf } from "./listMap.ts";
import { memo } from "./memo.ts";
import { fileAt, type Workspace, type WorkspaceFile } from "./workspace.ts";

/** The files of the workspace as a build reads them. The same object for the same moment. */
export const workspaceFiles: (workspace: Workspace) => Files = memo((workspace) => ({
  file: (path) => {
    const file = fileAt(workspace, path);
    return file && sourceFile(file);
  },
  folder: (path) => {
    const names = listOf(workspace.folders, path);
    return names.length > 0 ? names : undefined;
  },
  // Links are not followed: what they lead to is read where it lies.
  real: (path) => path,
}));

const sourceFile: (file: WorkspaceFile) => SourceFile = memo((file) => ({
  path: file.path,
  content: file.text ?? file.data,
  documents: file.documents,
}));
