import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { FileEdits } from "../../engine/edits.ts";
import { codeActions } from "../../engine/features/codeActions.ts";
import { fileAt, type Workspace } from "../../engine/workspace.ts";
import { toChanges, toDiagnostic, toSpan } from "../convert.ts";
import { respond } from "../respond.ts";
import { pathOf, uriOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** What can be done about the problems around the cursor. */
export const codeActionsRequests: RequestRow = {
  capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  register(connection, context) {
    connection.onCodeAction(
      respond(context, ({ textDocument, range, context: asked }: CodeActionParams, workspace) => {
        const file = fileAt(workspace, pathOf(textDocument.uri));
        if (file?.text === undefined || !isAskedFor(asked.only)) return [];
        const shown = context.session.shownIn(file.path);
        const found = codeActions(workspace, file.path, toSpan(file, range), shown);
        return found
          .filter(({ does }) => canDo(context.client(), does))
          .map(
            ({ title, does, preferred, problems }): CodeAction => ({
              title,
              kind: CodeActionKind.QuickFix,
              isPreferred: preferred,
              diagnostics: problems.map((it) => toDiagnostic(workspace, file, it)),
              edit: toWorkspaceEdit(workspace, does),
            }),
          );
      }),
    );
  },
};

/** Making and moving files is not in every editor's power. */
const canDo = ({ workspace }: ClientCapabilities, { creates, moves }: FileEdits): boolean => {
  const able = workspace?.workspaceEdit?.resourceOperations ?? [];
  return (
    (creates.length === 0 || able.includes("create")) &&
    (moves.length === 0 || able.includes("rename"))
  );
};

const isAskedFor = (only: readonly string[] | undefined): boolean =>
  only === undefined || only.some((it) => it === "" || it === CodeActionKind.QuickFix);

/** Files that are made or moved need the longer form, in which order counts. */
function toWorkspaceEdit(
  workspace: Workspace,
  { edits, creates, moves }: FileEdits,
): WorkspaceEdit {
  const changes = toChanges(workspace, edits);
  if (creates.length === 0 && moves.length === 0) return { changes };
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      ...Object.entries(changes).map(([uri, all]) => ({
        textDocument: { uri, version: null },
        edits: all,
      })),
      ...creates.flatMap(({ path, text }) => {
        const uri = uriOf(path);
        return [
          { kind: "create" as const, uri },
          {
            textDocument: { uri, version: null },
            edits: [{ range: { start, end: start }, newText: text }],
          },
        ];
      }),
      ...moves.map(({ from, to }) => ({
        kind: "rename" as const,
        oldUri: uriOf(from),
        newUri: uriOf(to),
      })),
    ],
  };
}
