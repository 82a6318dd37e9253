import type { Connection, Diagnostic } from "vscode-languageserver";
import { fileAt } from "../engine/workspace.ts";
import { toDiagnostic } from "./convert.ts";
import type { Session } from "./session.ts";
import { uriOf } from "./uri.ts";

/** The diagnostics of a file as they are now. */
export function diagnosticsOf(session: Session, path: string): Diagnostic[] {
  const workspace = session.workspace();
  const file = fileAt(workspace, path);
  return file ? session.shownIn(path).map((it) => toDiagnostic(workspace, file, it)) : [];
}

/**
 * Tells the editor about a file: always about an open one, so that it knows the version was looked at;
 * about others only when there is something else to tell than last time.
 */
export function publisher(connection: Connection, session: () => Session): (path: string) => void {
  const told = new Map<string, string>();
  return (path) => {
    const version = session().versionOf(path);
    const diagnostics = diagnosticsOf(session(), path);
    const said = diagnostics.length > 0 ? JSON.stringify(diagnostics) : undefined;
    if (version === undefined && said === told.get(path)) return;
    if (said === undefined) told.delete(path);
    else told.set(path, said);
    void connection.sendDiagnostics({
      uri: uriOf(path),
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  };
}
