import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import { type Fold, folding } from "../../engine/features/folding.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toRange } from "../convert.ts";
import { inFile, orRendered } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What can be folded in a file. */
export const foldingRequests: RequestRow = {
  capabilities: { foldingRangeProvider: true },
  register(connection, context) {
    connection.onFoldingRanges(
      orRendered(context, inFile(context, folding, toWire), ({ document, workspace }) =>
        toWire(workspace, folding(workspace, document.file), document.file),
      ),
    );
  },
};

const toWire = (_: Workspace, folds: readonly Fold[], file: WorkspaceFile): FoldingRange[] =>
  folds.map(({ span, kind }) => {
    const { start, end } = toRange(file, span);
    return {
      startLine: start.line,
      endLine: end.line,
      ...(kind === "comment" ? { kind: FoldingRangeKind.Comment } : {}),
    };
  });
