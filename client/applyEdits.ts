import { Range, Uri, WorkspaceEdit, workspace } from "vscode";
import type { WirePlace } from "../protocol/canary.ts";

/** Writes texts where places are, as one edit that can be undone; files are not saved. */
export async function applyEdits(
  edits: readonly { readonly place: WirePlace; readonly text: string }[],
): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { place, text } of edits) {
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
