import type { SelectionRange, SelectionRangeParams } from "vscode-languageserver";
import { selectionRanges } from "../../engine/features/selectionRanges.ts";
import { fileAt, type Workspace } from "../../engine/workspace.ts";
import { toCursor, toRange } from "../convert.ts";
import { respond } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Growing and shrinking a selection. */
export const selectionRangesRequests: RequestRow = {
  capabilities: { selectionRangeProvider: true },
  register(connection, context) {
    connection.onSelectionRanges(respond(context, answered));
  },
};

/** One chain for each position asked for, in that order. */
const answered = (
  { textDocument, positions }: SelectionRangeParams,
  workspace: Workspace,
): SelectionRange[] =>
  positions.map((position) => {
    const nothing: SelectionRange = { range: { start: position, end: position } };
    const cursor = toCursor(workspace, textDocument.uri, position);
    const file = cursor && fileAt(workspace, cursor.path);
    if (!cursor || !file) return nothing;
    return (
      selectionRanges(workspace, cursor).reduceRight<SelectionRange | undefined>(
        (parent, span) => ({ range: toRange(file, span), ...(parent ? { parent } : {}) }),
        undefined,
      ) ?? nothing
    );
  });
