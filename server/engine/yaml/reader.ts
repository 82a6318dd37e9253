import type { Node } from "../node.ts";
import type { Comment, YamlError } from "../yaml.ts";

/**
 * Where the fast reader is. Whoever has read a whole line leaves `pos` at the next content:
 * behind blank lines, comments and indentation, with `column` telling how deep it stands.
 */
export interface Reader {
  readonly text: string;
  pos: number;
  /** Of the content at `pos`; -1 at the end of the document. */
  column: number;
  lineStart: number;
  depth: number;
  /** Set once something is met that only the library understands. */
  failed: boolean;
  /** Set where something was taken that the library takes otherwise: lines that are not deep enough, a colon too near an alias. */
  lenient: boolean;
  readonly comments: Comment[];
  readonly errors: YamlError[];
  readonly anchors: Map<string, Node>;
}

export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
export const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const COLON = 0x3a;
export const FOLD = 0x3e;
export const QUESTION = 0x3f;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const BAR = 0x7c;
export const CLOSE_BRACE = 0x7d;
export const BYTE_ORDER_MARK = 0xfeff;

/** Gives up: every loop ends, because there is nothing left to read. */
export function giveUp(reader: Reader): undefined {
  reader.failed = true;
  reader.pos = reader.text.length;
  reader.column = -1;
  return undefined;
}

/** Is there a space, a line break or nothing at that offset? */
export function isBlankAt(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const char = text.charCodeAt(at);
  return char === SPACE || char === NEWLINE || char === TAB || char === RETURN;
}

/** Does the line end at that offset? A carriage return alone is a character like any other. */
export function isLineEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const char = text.charCodeAt(at);
  return char === NEWLINE || (char === RETURN && text.charCodeAt(at + 1) === NEWLINE);
}

/** Of collections within one another; deeper ones are left to the library. */
export const MAX_DEPTH = 100;

export function isFlowIndicator(char: number): boolean {
  return (
    char === COMMA ||
    char === OPEN_BRACKET ||
    char === CLOSE_BRACKET ||
    char === OPEN_BRACE ||
    char === CLOSE_BRACE
  );
}

/** Does the line that starts at that offset end the document: `---` or `...`? */
export function isMarkerAt(text: string, line: number): boolean {
  const char = text.charCodeAt(line);
  if (char !== DASH && char !== DOT) return false;
  return (
    text.charCodeAt(line + 1) === char &&
    text.charCodeAt(line + 2) === char &&
    isBlankAt(text, line + 3)
  );
}

/** From behind a value to the next content. Only blanks and a comment may stand in between. */
export function finishLine(reader: Reader) {
  const { text } = reader;
  let at = reader.pos;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++;
  if (at > reader.pos && text.charCodeAt(at) === HASH) at = comment(reader, at);
  if (isLineEnd(text, at)) toContent(reader, at);
  else giveUp(reader);
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Over blank lines and comments. `from` is the start or the end of a line. */
export function toContent(reader: Reader, from: number) {
  const { text } = reader;
  let at = from;
  let line = at;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === SPACE) at++;
    else if (char === NEWLINE) line = ++at;
    else if (char === HASH) at = comment(reader, at);
    else if (char === RETURN && text.charCodeAt(at + 1) === NEWLINE) at++;
    else if (char === TAB) return giveUp(reader);
    else break;
  }
  reader.pos = at;
  reader.lineStart = line;
  const over = at >= text.length || (at === line && isMarkerAt(text, line));
  reader.column = over ? -1 : at - line;
}

/** Notes the comment at `start`; answers where its line ends. */
export function comment({ text, comments }: Reader, start: number): number {
  let end = text.indexOf("\n", start);
  if (end === -1) end = text.length;
  else if (text.charCodeAt(end - 1) === RETURN) end--;
  comments.push({ span: { start, end }, text: text.slice(start, end) });
  return end;
}
