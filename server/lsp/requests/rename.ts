import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { prepareRename, rename } from "../../engine/features/rename.ts";
import type { Refusal } from "../../engine/features/renameResult.ts";
import type { Workspace } from "../../engine/workspace.ts";
import { toChanges, toCursor, toLocation } from "../convert.ts";
import { respond } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** A new name in every file; a refusal is an error whose message the editor shows. */
export const renameRequests: RequestRow = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register(connection, context) {
    connection.onPrepareRename(respond(context, prepared));
    connection.onRenameRequest(respond(context, renamed));
  },
};

function prepared(
  { textDocument, position }: PrepareRenameParams,
  workspace: Workspace,
): PrepareRenameResult | ResponseError | null {
  const cursor = toCursor(workspace, textDocument.uri, position);
  if (!cursor) return null;
  const found = prepareRename(workspace, cursor);
  if (found.type === "refusal") return refused(found);
  return { range: toLocation(workspace, found.place).range, placeholder: found.name };
}

function renamed(
  { textDocument, position, newName }: RenameParams,
  workspace: Workspace,
): WorkspaceEdit | ResponseError | null {
  const cursor = toCursor(workspace, textDocument.uri, position);
  if (!cursor) return null;
  const found = rename(workspace, cursor, newName);
  if (found.type === "refusal") return refused(found);
  return { changes: toChanges(workspace, found.edits) };
}

const refused = ({ reason }: Refusal): ResponseError =>
  new ResponseError(LSPErrorCodes.RequestFailed, reason);
