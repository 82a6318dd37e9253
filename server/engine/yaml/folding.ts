import { NEWLINE } from "./reader.ts";

/** Adds the line at `start` to what a plain scalar said up to `end`, across the line breaks in between. */
export function foldPlain(
  value: string,
  text: string,
  end: number,
  start: number,
  lineEnd: number,
): string {
  let breaks = 0;
  for (let at = end; at < start; at++) if (text.charCodeAt(at) === NEWLINE) breaks++;
  return value + joint(breaks) + text.slice(start, lineEnd);
}

/** One line break is a space; of several, one is lost. */
const joint = (breaks: number) => (breaks === 1 ? " " : "\n".repeat(breaks - 1));

/** The value of a single-quoted scalar on several lines. */
export function foldedSingle(raw: string): string | undefined {
  return folded(raw, BREAKS)?.replaceAll("''", "'");
}

/** The value of a double-quoted scalar on several lines; undefined when an escape is wrong. */
export function foldedDouble(raw: string): string | undefined {
  return folded(raw, BREAKS_AND_ESCAPES);
}

const BREAKS = /(?:\r?\n[ \t]*)+/g;
/** An escaped line break takes the indentation below it along. */
const BREAKS_AND_ESCAPES = /(?:\r?\n[ \t]*)+|\\(?:\r?\n[ \t]*|x.{0,2}|u.{0,4}|U.{0,8}|.)/g;
/** Characters that some take for line breaks and others do not. */
const ODD_BREAK = /\r(?!\n)|[\u2028\u2029]/;

function folded(raw: string, pattern: RegExp): string | undefined {
  if (ODD_BREAK.test(raw)) return undefined;
  let out = "";
  let from = 0;
  for (const { 0: found, index } of raw.matchAll(pattern)) {
    const before = raw.slice(from, index);
    from = index + found.length;
    if (!found.startsWith("\\")) {
      out += withoutBlankEnd(before) + joint(found.split("\n").length - 1);
    } else {
      const meant = found.includes("\n") ? "" : unescaped(found);
      if (meant === undefined) return undefined;
      out += before + meant;
    }
  }
  return out + raw.slice(from);
}

function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(0, end);
}

/** The value of a double-quoted scalar on one line; undefined when an escape is wrong. */
export function unescaped(raw: string): string | undefined {
  let out = "";
  let from = 0;
  for (let at = raw.indexOf("\\"); at !== -1; at = raw.indexOf("\\", from)) {
    const letter = raw.charAt(at + 1);
    const digits = HEX_DIGITS[letter];
    const meant = digits ? codePoint(raw.slice(at + 2, at + 2 + digits), digits) : ESCAPES[letter];
    if (meant === undefined) return undefined;
    out += raw.slice(from, at) + meant;
    from = at + 2 + (digits ?? 0);
  }
  return out + raw.slice(from);
}

/** https://yaml.org/spec/1.2.2/#57-escaped-characters */
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function codePoint(hex: string, digits: number): string | undefined {
  if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined;
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
