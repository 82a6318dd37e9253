import type { Span } from "../../server/engine/source.ts";

/** A place that must be found, with the words that must be said about it. */
export interface Mark {
  readonly path: string;
  /** Counted from the start of the file. */
  readonly span: Span;
  readonly label: string;
  /** The range goes on over the next lines; `span` then ends with the first one. */
  readonly continues?: true;
}

/**
 * The marks of one file. A mark is a comment line of its own, below the line it speaks of:
 *
 *     spec: { dependsOn: [{ name: infra }] }
 *     #                           ^^^^^ label       the range above the carets
 *     #          ^^^^^^^^^... label                 a range that goes on over the next lines
 *     #<- label                                     the first word of the line: column 0 is under the hash
 *     #~                          ^^^^^ label       as the first, for inside block scalars (see `readFixture`)
 *
 * Mark lines under one another speak of the same line. The label is the rest of the line and may be empty.
 * Marks stay part of the text: they are comments, so offsets are what they look like.
 */
export function marksIn(path: string, text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let above = { start: 0, text: "" };
  let start = 0;
  for (const line of text.split("\n")) {
    const mark = parseMark(line);
    if (mark) marks.push(placed(mark, above, path));
    else above = { start, text: line.replace(/\r$/, "") };
    start += line.length + 1;
  }
  return marks;
}

/** Is this line a mark that must not stay in the text? */
export const isPassingMark = (line: string): boolean => /^ *#~ *\^/.test(line);

interface Line {
  readonly start: number;
  readonly text: string;
}

/** Columns of the marked range; `length` is absent for "the first word". */
interface MarkLine {
  readonly column: number;
  readonly length?: number;
  readonly continues: boolean;
  readonly label: string;
}

function parseMark(line: string): MarkLine | undefined {
  const word = /^ *#<-(?: (.*))?$/.exec(line.trimEnd());
  if (word) return { column: 0, continues: false, label: word[1]?.trim() ?? "" };
  const [, before = "", carets = "", dots, label = ""] =
    /^( *#~? *)(\^+)(\.\.\.)?(?: +(.*))?$/.exec(line.trimEnd()) ?? [];
  if (!carets) return undefined;
  return { column: before.length, length: carets.length, continues: dots !== undefined, label };
}

function placed(mark: MarkLine, line: Line, path: string): Mark {
  const word = /^\s*(?:- )?([^\s:]*)/.exec(line.text)?.[1] ?? "";
  const column = mark.length === undefined ? line.text.indexOf(word) : mark.column;
  const end = column + (mark.length ?? word.length);
  if (end <= column || line.text.length < end) {
    throw new Error(`${path}: the mark "${mark.label}" points past the end of "${line.text}".`);
  }
  const span = { start: line.start + column, end: line.start + end };
  return { path, span, label: mark.label, ...(mark.continues && { continues: true }) };
}
