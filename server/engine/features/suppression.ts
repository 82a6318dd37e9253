import { lineBreakOf } from "../edits/layout.ts";
import { applied, type TextEdit } from "../edits/textEdit.ts";
import { lineEnd, lineStart } from "../lines.ts";
import { jsonOf } from "../node.ts";
import type { DocumentPlace } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { type Edit, shifted, spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { type Comment, parseDocument, type YamlDocument } from "../yaml.ts";

/**
 * The comment that silences a code where it was found: at the end of the line, or on a line of its own above where
 * the line has a comment already or cannot take one. `undefined` where no comment can stand, as in block text.
 */
export function suppression(view: View, place: DocumentPlace, code: string): Edit | undefined {
  const { document, path } = place;
  const placed = view.file(path)?.documents.find((it) => it.document === document);
  if (!placed) return undefined;
  const edit = candidates(document, place.span.start, code).find((it) => isHarmless(document, it));
  return edit && { place: { path, span: shifted(edit.span, placed.start) }, text: edit.text };
}

/** In the order in which people would try. */
function candidates(document: YamlDocument, offset: number, code: string): readonly TextEdit[] {
  const { text } = document;
  const out: TextEdit[] = [];
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const here = commentIn(document, start, end);
  if (here && isIgnore(here)) out.push(append(here, code));
  if (!here) {
    const last = start + text.slice(start, end).trimEnd().length;
    out.push({ span: spanOf(last, end), text: ` # flightpath-ignore: ${code}` });
  }
  const above = start === 0 ? undefined : commentAbove(document, start);
  if (above && isIgnore(above)) out.push(append(above, code));
  const margin = /^ */.exec(text.slice(start, end))?.[0] ?? "";
  const line = `${margin}# flightpath-ignore: ${code}${lineBreakOf(text)}`;
  out.push({ span: spanOf(start, start), text: line });
  return out;
}

const isIgnore = ({ text }: Comment): boolean => /^#+\s*flightpath-ignore\s*:/.test(text);

const append = ({ span, text }: Comment, code: string): TextEdit => {
  const end = span.start + text.trimEnd().length;
  return { span: spanOf(end, end), text: `, ${code}` };
};

const commentIn = (document: YamlDocument, start: number, end: number): Comment | undefined =>
  parsed(document).comments.find(({ span }) => start <= span.start && span.start <= end);

/** A comment that has the line above to itself. */
function commentAbove(document: YamlDocument, start: number): Comment | undefined {
  const above = lineStart(document.text, start - 1);
  const found = commentIn(document, above, start - 1);
  return found && document.text.slice(above, found.span.start).trim() === "" ? found : undefined;
}

/** Does the document say just what it said, and is the comment one? */
function isHarmless(document: YamlDocument, edit: TextEdit): boolean {
  const text = applied(document.text, [edit]);
  if (text === undefined) return false;
  const before = parsed(document);
  const after = parseDocument({ text, inherited: document.inherited });
  const isComment = after.comments.length > before.comments.length || edit.text.startsWith(", ");
  return isComment && JSON.stringify(jsonOf(before.root)) === JSON.stringify(jsonOf(after.root));
}
