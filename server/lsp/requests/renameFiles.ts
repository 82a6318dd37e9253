import type { RenameFilesParams, WorkspaceEdit } from "vscode-languageserver";
import { renameFiles } from "../../engine/features/renameFiles.ts";
import type { Workspace } from "../../engine/workspace.ts";
import { toChanges } from "../convert.ts";
import { respond } from "../respond.ts";
import { pathOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** Paths follow when files and folders move. */
export const renameFilesRequests: RequestRow = {
  capabilities: {
    workspace: {
      fileOperations: {
        willRename: { filters: [{ scheme: "file", pattern: { glob: "**/*" } }] },
      },
    },
  },
  register(connection, context) {
    connection.workspace.onWillRenameFiles(respond(context, moved));
  },
};

function moved({ files }: RenameFilesParams, workspace: Workspace): WorkspaceEdit | null {
  const moves = files.map(({ oldUri, newUri }) => ({ from: pathOf(oldUri), to: pathOf(newUri) }));
  const edits = renameFiles(workspace, moves);
  return edits.length > 0 ? { changes: toChanges(workspace, edits) } : null;
}
