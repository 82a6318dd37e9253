import type { Scalar } from "../node.ts";
import { foldedDouble, foldedSingle, foldPlain, unescaped } from "./folding.ts";
import { scalarNode } from "./nodes.ts";
import {
  BACKSLASH,
  COLON,
  finishLine,
  giveUp,
  HASH,
  isBlankAt,
  isLineEnd,
  isMarkerAt,
  NEWLINE,
  RETURN,
  type Reader,
  SINGLE_QUOTE,
  SPACE,
  skipSpaces,
  TAB,
} from "./reader.ts";

/** No column is deeper: a scalar that may not go on below its first line. */
export const ONE_LINE = Number.MAX_SAFE_INTEGER;

/**
 * The first line of a plain scalar in a block: up to the end of the line, a comment, or the colon behind a key.
 * Gives up where the text cannot start a plain scalar.
 */
export function plainScalar(reader: Reader): Scalar | undefined {
  const { text, pos: start } = reader;
  if (!canStartPlain(text, start)) return giveUp(reader);
  const end = scanPlain(reader);
  const written = text.slice(start, end);
  return scalarNode(start, end, "plain", written, plainValue(written), undefined);
}

const NOT_PLAIN = new Set([...",[]{}#&*!|>'\"%@`\t\ufeff"].map((it) => it.charCodeAt(0)));
const PLAIN_BEFORE_TEXT = new Set([..."-?:"].map((it) => it.charCodeAt(0)));

function canStartPlain(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  if (NOT_PLAIN.has(char)) return false;
  return !PLAIN_BEFORE_TEXT.has(char) || !isBlankAt(text, at + 1);
}

/** The end of the plain text on this line. */
function scanPlain(reader: Reader): number {
  const { text, pos: start } = reader;
  let end = start;
  let at = start;
  for (; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char > COLON) {
      end = at + 1;
    } else if (char === SPACE || char === TAB) {
      if (text.charCodeAt(at + 1) === HASH) break;
    } else if (char === COLON) {
      if (isBlankAt(text, at + 1)) break;
      end = at + 1;
    } else if (char === NEWLINE) {
      break;
    } else if (char === RETURN) {
      if (!isLineEnd(text, at)) giveUp(reader);
      break;
    } else {
      end = at + 1;
    }
  }
  if (!reader.failed) reader.pos = at;
  return end;
}

/**
 * The rest of the line of a plain scalar, and the lines below that belong to it:
 * those deeper than `parent`, up to the first comment.
 */
export function finishPlain(reader: Reader, first: Scalar, parent: number): Scalar {
  const { text, comments } = reader;
  const commented = comments.length;
  finishLine(reader);
  if (reader.column <= parent || reader.column === -1) return first;
  let { end } = first.span;
  let value = first.text;
  while (reader.column > parent && reader.column !== -1 && comments.length === commented) {
    const start = reader.pos;
    const lineEnd = scanPlain(reader);
    if (text.charCodeAt(reader.pos) === COLON) giveUp(reader);
    value = foldPlain(value, text, end, start, lineEnd);
    end = lineEnd;
    finishLine(reader);
  }
  return scalarNode(first.span.start, end, "plain", value, plainValue(value), undefined);
}

/**
 * `'…'` or `"…"`, on several lines unless `parent` is `ONE_LINE`. As the loaders of Flux and kustomize do,
 * it takes lines at any depth; the library wants them deeper than `parent`.
 */
export function quotedScalar(reader: Reader, parent: number): Scalar | undefined {
  const { text, pos: start } = reader;
  const quote = text.charCodeAt(start);
  const single = quote === SINGLE_QUOTE;
  let escaped = false;
  let folded = false;
  let at = start + 1;
  for (; ; at++) {
    if (at >= text.length) return giveUp(reader);
    const char = text.charCodeAt(at);
    if (char === NEWLINE) {
      if (parent === ONE_LINE || isMarkerAt(text, at + 1)) return giveUp(reader);
      if (!isDeeper(text, at + 1, parent)) reader.lenient = true;
      folded = true;
    } else if (char === quote) {
      if (!single || text.charCodeAt(at + 1) !== SINGLE_QUOTE) break;
      escaped = true;
      at++;
    } else if (char === BACKSLASH && !single) {
      escaped = true;
      // A line break behind a backslash is looked at like any other.
      if (!isLineEnd(text, at + 1)) at++;
    }
  }
  reader.pos = at + 1;
  // A key may not span lines.
  if (folded && text.charCodeAt(skipSpaces(text, at + 1)) === COLON) return giveUp(reader);
  const value = quotedValue(text.slice(start + 1, at), single, escaped, folded);
  if (value === undefined) return giveUp(reader);
  return scalarNode(start, at + 1, single ? "single" : "double", value, value, undefined);
}

function quotedValue(raw: string, single: boolean, escaped: boolean, folded: boolean) {
  if (!folded) {
    if (!escaped) return raw;
    return single ? raw.replaceAll("''", "'") : unescaped(raw);
  }
  return single ? foldedSingle(raw) : foldedDouble(raw);
}

/** Blank lines count as deep enough. */
function isDeeper(text: string, line: number, parent: number): boolean {
  const at = skipSpaces(text, line);
  return isLineEnd(text, at) || at - line > parent;
}

/** What a plain scalar means in the YAML 1.2 core schema: https://yaml.org/spec/1.2.2/#103-core-schema */
export function plainValue(text: string): Scalar["value"] {
  const first = text.charCodeAt(0);
  // Signs, dots and digits stand below all letters: what starts with a letter is a word.
  if (first > 0x39) return WORDS.has(text) ? (WORDS.get(text) as boolean | null) : text;
  return text === "" ? null : (numberOf(text) ?? text);
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...["~", "null", "Null", "NULL"].map((it) => [it, null] as const),
  ...["true", "True", "TRUE"].map((it) => [it, true] as const),
  ...["false", "False", "FALSE"].map((it) => [it, false] as const),
]);

const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

function numberOf(text: string): number | undefined {
  if (INTEGER.test(text)) return Number.parseInt(text, 10);
  if (FLOAT.test(text)) return Number.parseFloat(text);
  if (HEXADECIMAL.test(text)) return Number.parseInt(text.slice(2), 16);
  if (OCTAL.test(text)) return Number.parseInt(text.slice(2), 8);
  if (NOT_A_NUMBER.test(text)) return Number.NaN;
  const sign = INFINITE.exec(text)?.[1];
  if (sign === undefined) return undefined;
  return sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
