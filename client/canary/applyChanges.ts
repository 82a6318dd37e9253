import { Range, Uri, WorkspaceEdit, workspace } from "vscode";
import { type CanaryQuestion, editCanary } from "../../protocol/canary.ts";
import type { LanguageServer } from "../languageClient.ts";

/** Writes other values where the fields of a Canary stand, as an edit that can be undone; files are not saved. */
export async function applyChanges(
  server: LanguageServer,
  question: CanaryQuestion,
): Promise<void> {
  const answer = await server.send(editCanary, question);
  if ("problem" in answer) throw new Error(answer.problem);
  const edit = new WorkspaceEdit();
  for (const { place, text } of answer.edits) {
    const { start, end } = place;
    edit.replace(
      Uri.parse(place.uri, true),
      new Range(start.line, start.character, end.line, end.character),
      text,
    );
  }
  if (await workspace.applyEdit(edit)) return;
  throw new Error("The files have changed meanwhile; try again.");
}
