import { BLOCK, isBreak, isPrintable, PLAIN, type ScalarShape, SINGLE } from "./scalarShape.ts";

/**
 * The text written so far, and what go-yaml's emitter remembers of it.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/emitterc.go
 */
export interface Emitter {
  out: string;
  /** In characters. */
  column: number;
  /** Nothing needs a space before it here. */
  spaced: boolean;
  /** Only indentation, dashes and question marks stand on this line so far. */
  indented: boolean;
}

export const newEmitter = (): Emitter => ({ out: "", column: 0, spaced: true, indented: true });

/** To the given column, on a line of its own. */
export function emitIndent(emitter: Emitter, indent: number) {
  const { column, spaced, indented } = emitter;
  if (!indented || column > indent || (column === indent && !spaced)) {
    emitter.out += indent < LINES.length ? LINES[indent] : `\n${" ".repeat(indent)}`;
  } else if (column < indent) {
    emitter.out += " ".repeat(indent - column);
  }
  emitter.column = indent;
  emitter.spaced = true;
  emitter.indented = true;
}

/** Line breaks with the indentation of the next line. */
const LINES: readonly string[] = Array.from({ length: 64 }, (_, depth) => `\n${" ".repeat(depth)}`);

/** `-`, `?`, `:` and the like; `opens`: a collection may go on behind it on the same line. */
export function emitIndicator(emitter: Emitter, text: string, needsSpace: boolean, opens: boolean) {
  if (needsSpace) emitSpace(emitter);
  put(emitter, text);
  emitter.spaced = false;
  emitter.indented &&= opens;
}

/** Text that is known to read back as it is: a number, a boolean, a word. */
export function emitWord(emitter: Emitter, text: string) {
  put(emitter, emitter.spaced ? text : ` ${text}`);
  emitter.spaced = false;
  emitter.indented = false;
}

/**
 * A string in the first of the styles that its characters allow. `quoted`: without quotes it would be read as
 * something else. Without an `indent` it stays on one line, as a key before its colon does.
 */
export function emitString(
  emitter: Emitter,
  text: string,
  quoted: boolean,
  indent: number | undefined,
  shape: ScalarShape,
) {
  const inner = indent === undefined ? undefined : Math.max(indent, 0) + 2;
  if (text.includes("\n") && inner !== undefined && (shape & BLOCK) !== 0)
    emitLiteral(emitter, text, inner);
  else if (quoted || text.includes("\n")) emitDouble(emitter, text, inner);
  else if ((shape & PLAIN) !== 0) emitPlain(emitter, text, inner);
  else if ((shape & SINGLE) !== 0) emitSingle(emitter, text, inner);
  else emitDouble(emitter, text, inner);
}

/** Lines are folded at the first space beyond. */
const WIDTH = 80;
const SPACE = 0x20;
const SINGLE_QUOTE = 0x27;

function put(emitter: Emitter, text: string) {
  emitter.out += text;
  emitter.column += text.length;
}

function emitSpace(emitter: Emitter) {
  if (!emitter.spaced) put(emitter, " ");
}

function emitPlain(emitter: Emitter, text: string, indent: number | undefined) {
  if (indent === undefined || emitter.column + text.length < WIDTH) return emitWord(emitter, text);
  emitSpace(emitter);
  let from = 0;
  for (let at = text.indexOf(" "); at !== -1; at = text.indexOf(" ", at + 1)) {
    const alone = text.charCodeAt(at - 1) !== SPACE && text.charCodeAt(at + 1) !== SPACE;
    if (!alone || emitter.column + at - from <= WIDTH) continue;
    put(emitter, text.slice(from, at));
    emitter.indented = false;
    emitIndent(emitter, indent);
    from = at + 1;
  }
  put(emitter, text.slice(from));
  emitter.spaced = false;
  emitter.indented = false;
}

/** The only line breaks here are the separators of Unicode, which are written as they are. */
function emitSingle(emitter: Emitter, text: string, indent: number | undefined) {
  emitIndicator(emitter, "'", true, false);
  let spaces = false;
  let breaks = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === SPACE) {
      const inside = at > 0 && at < text.length - 1;
      const alone = !spaces && text.charCodeAt(at + 1) !== SPACE;
      if (indent !== undefined && inside && alone && emitter.column > WIDTH)
        emitIndent(emitter, indent);
      else put(emitter, " ");
      spaces = true;
    } else if (isBreak(char)) {
      emitter.out += text.charAt(at);
      emitter.column = 0;
      emitter.indented = true;
      breaks = true;
    } else {
      if (breaks) emitIndent(emitter, indent ?? 0);
      put(emitter, char === SINGLE_QUOTE ? "''" : text.charAt(at));
      emitter.indented = false;
      spaces = false;
      breaks = false;
    }
  }
  emitIndicator(emitter, "'", false, false);
}

function emitDouble(emitter: Emitter, text: string, indent: number | undefined) {
  emitIndicator(emitter, '"', true, false);
  // A byte order mark at the start makes the emitter take every character for one.
  const escapeAll = text.startsWith("\ufeff");
  let spaces = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.codePointAt(at) ?? 0;
    if (escapeAll || mustEscape(char)) {
      put(emitter, escaped(char));
      if (char > 0xffff) at++;
      spaces = false;
    } else if (char === SPACE) {
      const inside = at > 0 && at < text.length - 1;
      if (indent !== undefined && inside && !spaces && emitter.column > WIDTH) {
        emitIndent(emitter, indent);
        if (text.charCodeAt(at + 1) === SPACE) put(emitter, "\\");
      } else {
        put(emitter, " ");
      }
      spaces = true;
    } else {
      put(emitter, text.charAt(at));
      spaces = false;
    }
  }
  emitIndicator(emitter, '"', false, false);
}

const mustEscape = (char: number): boolean =>
  char === 0x22 || char === 0x5c || !isPrintable(char) || isBreak(char);

function escaped(char: number): string {
  const short = ESCAPES.get(char);
  if (short !== undefined) return `\\${short}`;
  const hex = char.toString(16).toUpperCase();
  if (char <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return char <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x00, "0"],
  [0x07, "a"],
  [0x08, "b"],
  [0x09, "t"],
  [0x0a, "n"],
  [0x0b, "v"],
  [0x0c, "f"],
  [0x0d, "r"],
  [0x1b, "e"],
  [0x22, '"'],
  [0x5c, "\\"],
  [0x85, "N"],
  [0xa0, "_"],
  [0x2028, "L"],
  [0x2029, "P"],
]);

function emitLiteral(emitter: Emitter, text: string, indent: number) {
  emitIndicator(emitter, "|", true, false);
  emitter.out += `${literalHints(text)}\n`;
  emitter.column = 0;
  emitter.indented = true;
  emitter.spaced = true;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isBreak(text.charCodeAt(at))) continue;
    emitLine(emitter, text.slice(start, at), indent);
    emitter.out += text.charAt(at);
    emitter.column = 0;
    emitter.indented = true;
    start = at + 1;
  }
  emitLine(emitter, text.slice(start), indent);
}

function emitLine(emitter: Emitter, line: string, indent: number) {
  if (line === "") return;
  emitIndent(emitter, indent);
  put(emitter, line);
  emitter.indented = false;
}

function literalHints(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.length - 1;
  const indentation = first === SPACE || isBreak(first) ? "2" : "";
  if (!isBreak(text.charCodeAt(last))) return `${indentation}-`;
  return last === 0 || isBreak(text.charCodeAt(last - 1)) ? `${indentation}+` : indentation;
}
