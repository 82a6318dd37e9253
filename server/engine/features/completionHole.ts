import type { TextEdit } from "../edits/textEdit.ts";
import { lineEnd, lineStart } from "../lines.ts";
import type { ScalarStyle } from "../node.ts";
import type { Span } from "../source.ts";
import { marginAt } from "./completionMargin.ts";

/** Stands for what is about to be written. A word that nobody writes, without a character that YAML minds. */
export const PLACEHOLDER = "flightpath0placeholder0";

/** The word around a cursor, and the text as it would be with the placeholder in place of that word. */
export interface Hole {
  /** What will be replaced, counted from the start of the document. */
  readonly span: Span;
  /** What stands there before the cursor. */
  readonly typed: string;
  readonly repaired: string;
  /** Where in `repaired` the placeholder starts. */
  readonly at: number;
  /** How far the text behind it has moved. */
  readonly moved: number;
  /** The column of the word, or of the word behind the dash that is to be put in front. */
  readonly column: number;
  /** A colon follows already. */
  readonly colon: boolean;
  /** What must stand between the text before and anything written here: a space behind a colon, or nothing. */
  readonly gap: "" | " ";
  /** The item of a list is meant, and its dash is still missing. */
  readonly dash: boolean;
  readonly style: ScalarStyle;
  /** A comment follows at once, and must be kept apart. */
  readonly glued: boolean;
  /** The indentation of the line, put right. */
  readonly margin?: TextEdit;
}

/**
 * As `holeAt`, for a line that does not stand in the column of any key around: as if it stood in the nearest.
 * `undefined` where it does, or says more than one word.
 */
export function alignedHoleAt(text: string, offset: number): Hole | undefined {
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  const [indent = ""] = /^ */.exec(line) ?? [];
  // The cursor is in front of what the line says.
  if (offset - start < indent.length && line.trim() !== "") return undefined;
  const column = Math.min(offset - start, indent.length);
  const margin = marginAt(text, offset, column);
  if (margin === indent.length || /^\s*- /.test(text.slice(start, offset))) return undefined;
  const by = margin - indent.length;
  const aligned = text.slice(0, start) + " ".repeat(margin) + text.slice(start + indent.length);
  const hole = holeAt(aligned, Math.max(offset + by, start + margin));
  if (!hole) return undefined;
  const span = { start: hole.span.start - by, end: hole.span.end - by };
  const edit = { span: { start, end: start + indent.length }, text: " ".repeat(margin) };
  return { ...hole, span, moved: hole.moved + by, margin: edit };
}

/**
 * Finds the word by its line alone, for around a cursor a text is seldom whole. `undefined`: behind a comment sign,
 * or where a line starts that is no key, item or value.
 */
export function holeAt(text: string, offset: number): Hole | undefined {
  const line = lineAt(text, offset);
  const column = offset - line.start;
  const content = line.text.slice(0, commentStart(line.text)).trimEnd();
  if (column > content.length && commentStart(line.text) < column) return undefined;
  const lead = /^\ufeff?(?:--- +)?\s*(?:- +)*/.exec(content.padEnd(column))?.[0].length ?? 0;
  if (column < lead && content.length > lead) return undefined;
  if (/^\s*(?:- +)*-$/.test(content) && column === content.length) return undefined;
  const word = wordIn(content, Math.min(lead, column), column);
  return word && holeOf(text, line.start, word, content);
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function lineAt(text: string, offset: number): Line {
  const start = lineStart(text, offset);
  return { start, text: text.slice(start, lineEnd(text, offset)) };
}

/** The column of the `#` of a comment; the length of the line where it has none. */
export function commentStart(line: string): number {
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? "";
    if (quote !== "") {
      if (char === "\\" && quote === '"') at++;
      else if (char === quote) quote = "";
    } else if ((char === '"' || char === "'") && /(?:^|[-:,[{])\s*$/.test(line.slice(0, at))) {
      quote = char;
    } else if (char === "#" && (at === 0 || /\s/.test(line[at - 1] ?? ""))) return at;
  }
  return line.length;
}

/** A word of a line, by columns. */
interface Word {
  readonly start: number;
  readonly end: number;
  readonly cursor: number;
  /** It opens the line, so it may become a key. */
  readonly opens: boolean;
  readonly colon: boolean;
  readonly gap: "" | " ";
  readonly style: ScalarStyle;
}

/** From the first column that counts: a key, or what stands behind its colon. */
function wordIn(content: string, lead: number, cursor: number): Word | undefined {
  const rest = content.slice(lead);
  if (/^[[{]/.test(rest)) return flowWord(content, lead, cursor);
  const key = /^("[^"]*"|'[^']*'|[^\s'"#&*!|>%@`][^:#]*?|)[ \t]*:(?=\s|$)/.exec(rest);
  if (!key) return plainWord(content, lead, cursor, true);
  const keyEnd = lead + (key[1] ?? "").length;
  if (cursor <= keyEnd) {
    if (/^['"]/.test(rest)) return undefined;
    const from = { start: lead, end: keyEnd, cursor, style: "plain" } as const;
    return { ...from, opens: true, colon: true, gap: "" };
  }
  const colon = lead + key[0].length;
  if (cursor < colon) return undefined;
  const gap = /^\s*/.exec(content.slice(colon))?.[0].length ?? 0;
  const value = colon + gap;
  if (/^[[{]/.test(content.slice(value))) return flowWord(content, value, cursor);
  if (/^[|>]/.test(content.slice(value))) return undefined;
  if (cursor === colon && value > colon) return undefined;
  if (cursor > content.length) {
    const behind = content.length > colon;
    if (behind) return undefined;
    return word(cursor, cursor, cursor);
  }
  const found = plainWord(content, value, Math.max(cursor, value), false);
  return found && { ...found, gap: cursor === colon ? " " : "" };
}

const word = (start: number, end: number, cursor: number): Word => ({
  start,
  end,
  cursor,
  opens: false,
  colon: false,
  gap: "",
  style: "plain",
});

/** The rest of the line is one scalar. Anchors, aliases and tags are nobody's to complete. */
function plainWord(
  content: string,
  start: number,
  cursor: number,
  opens: boolean,
): Word | undefined {
  const rest = content.slice(start);
  if (/^[&*!%@`]/.test(rest)) return undefined;
  const quote = rest[0] === '"' || rest[0] === "'" ? rest[0] : "";
  if (quote === "") {
    // Between braces over several lines a comma follows.
    const length = content.replace(/,$/, "").length;
    const end = Math.max(cursor <= length ? length : content.length, cursor);
    return { ...word(start, end, cursor), opens };
  }
  const closed = rest.length > 1 && rest.endsWith(quote);
  const style = quote === '"' ? "double" : "single";
  if (cursor === start || (closed && cursor === content.length)) return undefined;
  // A quote that is not closed yet is taken along and written anew.
  if (!closed) return { ...word(start, Math.max(content.length, cursor), cursor), style: "plain" };
  return { ...word(start + 1, content.length - 1, cursor), style };
}

/** Between braces or brackets, up to the marks around. */
function flowWord(content: string, from: number, cursor: number): Word | undefined {
  if (cursor <= from) return undefined;
  const before = content.slice(from, cursor);
  const quotes = before.match(/["']/g)?.length ?? 0;
  if (quotes % 2 === 1) {
    const start = from + Math.max(before.lastIndexOf('"'), before.lastIndexOf("'")) + 1;
    const length = /^[^"']*/.exec(content.slice(cursor))?.[0].length ?? 0;
    const style = content[start - 1] === '"' ? "double" : "single";
    return { ...word(start, cursor + length, cursor), style };
  }
  const left = /(?:[^\s,:[\]{}]|:(?!\s|$))*$/.exec(before)?.[0].length ?? 0;
  const right = /^(?:[^\s,:[\]{}]|:(?!\s|$))*/.exec(content.slice(cursor))?.[0].length ?? 0;
  const start = cursor - left;
  const mark = /([[{,:])\s*$/.exec(content.slice(from, start))?.[1];
  if (mark === undefined) return undefined;
  const end = cursor + right;
  const gap = mark === ":" && content[start - 1] === ":" ? " " : "";
  return { ...word(start, end, cursor), colon: /^\s*:/.test(content.slice(end)), gap };
}

function holeOf(text: string, lineStart: number, found: Word, content: string): Hole {
  const span = { start: lineStart + found.start, end: lineStart + found.end };
  const bare = found.opens && content.slice(0, found.start).trim() === "";
  const dash = bare && !found.colon && continuesList(text, lineStart, found.start);
  const lead = `${found.gap}${dash ? "- " : ""}`;
  const colon = found.opens && !found.colon ? ":" : "";
  const glued = text[span.end] === "#";
  const put = `${lead}${PLACEHOLDER}${colon}${glued ? " " : ""}`;
  return {
    span,
    typed: content.slice(found.start, found.cursor),
    repaired: text.slice(0, span.start) + put + text.slice(span.end),
    at: span.start + lead.length,
    moved: put.length - (span.end - span.start),
    column: found.start + (dash ? 2 : 0),
    colon: found.colon,
    gap: found.gap,
    dash,
    style: found.style,
    glued,
  };
}

/** Does the line follow the items of a list that starts in its column, and not a key there? */
function continuesList(text: string, lineStart: number, column: number): boolean {
  let seen = false;
  for (let end = lineStart - 1; end > 0; ) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    end = start - 1;
    const indent = line.search(/\S/);
    if (indent < 0 || indent > column || line[indent] === "#") continue;
    if (indent < column) return seen;
    if (!/^-(?:\s|$)/.test(line.slice(indent))) return false;
    seen = true;
  }
  return false;
}
