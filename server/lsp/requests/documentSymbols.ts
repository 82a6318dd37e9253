import type { DocumentSymbol as WireSymbol } from "vscode-languageserver";
import { type DocumentSymbol, documentSymbols } from "../../engine/features/documentSymbols.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toRange } from "../convert.ts";
import { inFile, orRendered } from "../respond.ts";
import { toSymbolKind } from "../symbolKind.ts";
import type { RequestRow } from "./row.ts";

/** The outline of a file. */
export const documentSymbolsRequests: RequestRow = {
  capabilities: { documentSymbolProvider: true },
  register(connection, context) {
    connection.onDocumentSymbol(
      orRendered(context, inFile(context, documentSymbols, toWire), ({ document, workspace }) =>
        toWire(workspace, documentSymbols(workspace, document.file), document.file),
      ),
    );
  },
};

const toWire = (
  workspace: Workspace,
  symbols: readonly DocumentSymbol[],
  file: WorkspaceFile,
): WireSymbol[] =>
  symbols.map(({ name, detail, kind, span, selection, children }) => ({
    name,
    ...(detail === "" ? {} : { detail }),
    kind: toSymbolKind(kind),
    range: toRange(file, span),
    selectionRange: toRange(file, selection),
    children: toWire(workspace, children, file),
  }));
