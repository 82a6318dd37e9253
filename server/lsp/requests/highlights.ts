import { type DocumentHighlight, DocumentHighlightKind } from "vscode-languageserver";
import { type Highlight, highlights } from "../../engine/features/highlights.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toRange } from "../convert.ts";
import { atCursor } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Where else in the file the thing under the cursor is named. */
export const highlightsRequests: RequestRow = {
  capabilities: { documentHighlightProvider: true },
  register(connection, context) {
    connection.onDocumentHighlight(atCursor(context, highlights, toWire));
  },
};

const toWire = (
  _: Workspace,
  found: readonly Highlight[],
  file: WorkspaceFile,
): DocumentHighlight[] =>
  found.map(({ span, kind }) => ({
    range: toRange(file, span),
    kind: kind === "write" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
