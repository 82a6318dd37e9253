import type { SymbolInformation, WorkspaceSymbolParams } from "vscode-languageserver";
import { workspaceSymbols } from "../../engine/features/workspaceSymbols.ts";
import { basename, dirname } from "../../engine/path.ts";
import type { Workspace } from "../../engine/workspace.ts";
import { toLocation } from "../convert.ts";
import { respond } from "../respond.ts";
import { toSymbolKind } from "../symbolKind.ts";
import type { RequestRow } from "./row.ts";

/** Objects of the workspace by their names. */
export const workspaceSymbolsRequests: RequestRow = {
  capabilities: { workspaceSymbolProvider: true },
  register(connection, context) {
    connection.onWorkspaceSymbol(respond(context, found));
  },
};

const found = ({ query }: WorkspaceSymbolParams, workspace: Workspace): SymbolInformation[] =>
  workspaceSymbols(workspace, query).map(({ name, kind, place }) => ({
    name,
    kind: toSymbolKind(kind),
    location: toLocation(workspace, place),
    containerName: basename(dirname(place.path)),
  }));
