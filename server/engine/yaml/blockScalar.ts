import type { Scalar } from "../node.ts";
import { scalarNode, visibleEnd } from "./nodes.ts";
import {
  comment,
  FOLD,
  giveUp,
  HASH,
  isLineEnd,
  RETURN,
  type Reader,
  SPACE,
  skipSpaces,
  TAB,
  toContent,
} from "./reader.ts";

/**
 * `|` or `>` and the lines below that are indented deeper than `parent`, the column of the collection.
 * https://yaml.org/spec/1.2.2/#81-block-scalar-styles
 */
export function blockScalar(reader: Reader, parent: number): Scalar | undefined {
  const { text, pos: start } = reader;
  const style = text.charCodeAt(start) === FOLD ? "folded" : "literal";
  HEADER.lastIndex = start;
  const [header = "", behindSign, beforeSign] = HEADER.exec(text) ?? [];
  const indent = Number(behindSign ?? beforeSign ?? 0);
  reader.pos = start + header.length;
  if (!finishHeader(reader)) return giveUp(reader);

  const body = readBody(text, reader.pos, parent, indent);
  const keep = header.includes("+");
  if (!body || (keep && (body.lines.length === 0 || body.wideEnd))) return giveUp(reader);
  toContent(reader, body.end);
  const joined = style === "folded" ? fold(body.lines) : body.lines.join("\n");
  const value = joined + lastBreaks(header, body);
  const end = body.contentEnd === -1 ? start + header.length : body.contentEnd;
  return scalarNode(start, visibleEnd(text, start, end), style, value, value, undefined);
}

const HEADER = /[|>](?:[-+]([1-9])?|([1-9])[-+]?)?/y;

/** The line breaks that the header keeps at the end. */
function lastBreaks(header: string, { lines, breaks }: Body): string {
  if (lines.length === 0 || header.includes("-")) return "";
  return header.includes("+") ? "\n".repeat(Math.max(1, breaks)) : "\n";
}

/** To the start of the line below the header; false when more than a comment stands in between. */
function finishHeader(reader: Reader): boolean {
  const { text } = reader;
  let at = skipSpaces(text, reader.pos);
  if (at > reader.pos && text.charCodeAt(at) === HASH) at = comment(reader, at);
  if (!isLineEnd(text, at)) return false;
  reader.pos = at + (text.charCodeAt(at) === RETURN ? 2 : 1);
  return true;
}

interface Body {
  /** Up to the last line that says something, without their indentation. */
  readonly lines: readonly string[];
  /** Line breaks behind the last of them. */
  readonly breaks: number;
  /** Behind the last of them; -1 when there is none. */
  readonly contentEnd: number;
  /** The last line is made of spaces only, more than the indentation. */
  readonly wideEnd: boolean;
  /** Where the next line starts that does not belong to the text. */
  readonly end: number;
}

/** The lines below a header; undefined where only the library knows what they mean. */
function readBody(text: string, from: number, parent: number, indent: number): Body | undefined {
  const lines: string[] = [];
  let trim = indent === 0 ? -1 : parent + indent;
  let widestBlank = 0;
  let [used, breaks, contentEnd] = [0, 0, -1];
  let wideEnd = false;
  let line = Math.min(from, text.length);
  while (line < text.length) {
    let at = line;
    while (text.charCodeAt(at) === SPACE) at++;
    const width = at - line;
    const blank = isLineEnd(text, at);
    if (!blank && trim === -1 && width > parent) {
      // Blank lines above may not be deeper than the first line that sets the indentation.
      if (widestBlank > width) return undefined;
      trim = width;
    }
    if (!blank && (trim === -1 || width < trim)) {
      if (text.charCodeAt(at) === TAB) return undefined;
      break;
    }
    let next = text.indexOf("\n", at);
    const last = next === -1;
    if (last) next = text.length;
    const lineEnd = text.charCodeAt(next - 1) === RETURN ? next - 1 : next;
    if (last && lineEnd !== next) return undefined;
    if (trim === -1) widestBlank = Math.max(widestBlank, width);
    const says = !blank || (trim !== -1 && width > trim);
    // An indentation that is stated makes spaces above the first line count in ways of their own.
    if (says && blank && indent > 0) return undefined;
    lines.push(says ? text.slice(line + trim, lineEnd) : "");
    if (says) {
      [used, contentEnd, wideEnd] = [lines.length, lineEnd, blank];
      breaks = 0;
    }
    if (!last) breaks++;
    line = Math.min(next + 1, text.length);
  }
  lines.length = used;
  return { lines, breaks, contentEnd, wideEnd, end: line };
}

/**
 * Joins lines as `>` does: a break becomes a space, blank lines become breaks,
 * and lines that are indented deeper keep their own.
 */
function fold(lines: readonly string[]): string {
  let out = "";
  let blanks = 0;
  let first = true;
  let deeperBefore = false;
  for (const line of lines) {
    if (line === "") {
      blanks++;
      continue;
    }
    const start = line.charCodeAt(0);
    const deeper = start === SPACE || start === TAB;
    if (first) out += "\n".repeat(blanks);
    else if (deeper || deeperBefore) out += "\n".repeat(blanks + 1);
    else out += blanks === 0 ? " " : "\n".repeat(blanks);
    out += line;
    [first, blanks, deeperBefore] = [false, 0, deeper];
  }
  return out;
}
