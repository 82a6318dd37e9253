import { Range, Uri, ViewColumn, window } from "vscode";
import type { WirePlace } from "../../protocol/canary.ts";

/**
 * Shows a place in an editor, not over the panel: where the file is shown already, else in the first column.
 *
 * @param keepsFocus the keyboard stays where it is
 */
export async function revealPlace(place: WirePlace | undefined, keepsFocus = false): Promise<void> {
  if (!place) throw new Error("This field is in no file of the workspace.");
  const uri = Uri.parse(place.uri, true);
  const { start, end } = place;
  const shown = window.visibleTextEditors.find(
    (it) => it.document.uri.toString() === uri.toString(),
  );
  await window.showTextDocument(uri, {
    preserveFocus: keepsFocus,
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: new Range(start.line, start.character, end.line, end.character),
  });
}
