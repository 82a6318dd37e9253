import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { filesOf } from "../../engine/workspace.ts";
import { diagnosticsOf } from "../publish.ts";
import { type Context, respond } from "../respond.ts";
import { pathOf, uriOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** Diagnostics for editors that ask for them. */
export const diagnosticsRequests: RequestRow = {
  capabilities: {
    diagnosticProvider: {
      identifier: "flightpath",
      interFileDependencies: true,
      workspaceDiagnostics: true,
    },
  },
  register(connection, context) {
    const report = respond(context, ({ textDocument }: DocumentDiagnosticParams) =>
      reportOf(diagnosticsOf(context.session, pathOf(textDocument.uri))),
    );
    connection.languages.diagnostics.on((params, token) => report(params, token) ?? reportOf([]));
    registerWorkspaceDiagnostics(connection, context);
  },
};

const reportOf = (items: Diagnostic[]): DocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Full,
  items,
});

/** Waits until everything has been checked, then reports every file that has something to say, in portions. */
function registerWorkspaceDiagnostics(connection: Connection, { session }: Context): void {
  connection.languages.diagnostics.onWorkspace(async (_, token, progress, results) => {
    progress.begin("Checking the workspace", 0, undefined, true);
    await session.settled();
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const { path } of filesOf(session.workspace())) {
      if (token.isCancellationRequested) break;
      const found = diagnosticsOf(session, path);
      if (found.length === 0) continue;
      const version = session.versionOf(path) ?? null;
      items.push({
        kind: DocumentDiagnosticReportKind.Full,
        uri: uriOf(path),
        version,
        items: found,
      });
    }
    progress.done();
    if (!results) return { items };
    results.report({ items });
    return { items: [] };
  });
}
