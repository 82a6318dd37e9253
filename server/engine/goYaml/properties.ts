import type { Mark } from "./fault.ts";
import {
  isBlank,
  isBreakOrEnd,
  isDigit,
  isHex,
  isSpace,
  isWord,
  markOf,
  peek,
  type Scanner,
  skip,
  skipBreak,
  skipToBreak,
  skipWhile,
  type Token,
  wrong,
} from "./scanner.ts";

/** `&name` and `*name`: names end at a blank or at one of a few signs. */
export function scanAnchor(scanner: Scanner, kind: "anchor" | "alias"): Token {
  const start = markOf(scanner);
  skip(scanner);
  const length = skipWhile(scanner, isWord);
  const next = peek(scanner);
  if (length === 0 || !(isSpace(next) || "?:,]}%@`".includes(next))) {
    wrong(scanner, "did not find expected alphabetic or numeric character", start);
  }
  return { kind, start, text: scanner.text.slice(start.at + 1, scanner.at) };
}

/** `!<uri>`, `!handle!suffix`, `!suffix` or `!`. */
export function scanTag(scanner: Scanner): Token {
  const start = markOf(scanner);
  let text = "";
  if (peek(scanner, 1) === "<") {
    skip(scanner, 2);
    scanUri(scanner, start, false);
    if (peek(scanner) !== ">") wrong(scanner, "did not find the expected '>'", start);
    skip(scanner);
  } else {
    const handle = scanHandle(scanner, start, false);
    const isNamed = handle.length > 1 && handle.endsWith("!");
    const length = scanUri(scanner, start, !isNamed);
    if (isNamed) text = handle;
    else text = handle.length + length > 1 ? "!" : "";
  }
  if (!isSpace(peek(scanner))) {
    wrong(scanner, "did not find expected whitespace or line break", start);
  }
  return { kind: "tag", start, text };
}

function scanHandle(scanner: Scanner, start: Mark, isDirective: boolean): string {
  const from = scanner.at;
  if (peek(scanner) !== "!") wrong(scanner, "did not find expected '!'", start);
  skip(scanner);
  skipWhile(scanner, isWord);
  if (peek(scanner) === "!") skip(scanner);
  else if (isDirective && scanner.at > from + 1) wrong(scanner, "did not find expected '!'", start);
  return scanner.text.slice(from, scanner.at);
}

const URI = /^[-\w;/?:@&=+$,.!~*'()[\]%]$/;

/** How long it is. */
function scanUri(scanner: Scanner, start: Mark, mayBeEmpty: boolean): number {
  const from = scanner.at;
  while (URI.test(peek(scanner))) {
    if (peek(scanner) === "%") scanEscapes(scanner, start);
    else skip(scanner);
  }
  if (scanner.at === from && !mayBeEmpty) wrong(scanner, "did not find expected tag URI", start);
  return scanner.at - from;
}

/** The octets of one character. */
function scanEscapes(scanner: Scanner, start: Mark): void {
  let left = 1;
  for (let first = true; left > 0; left--, first = false) {
    if (peek(scanner) !== "%" || !isHex(peek(scanner, 1)) || !isHex(peek(scanner, 2))) {
      wrong(scanner, "did not find URI escaped octet", start);
    }
    const octet = Number.parseInt(scanner.text.slice(scanner.at + 1, scanner.at + 3), 16);
    if (first) {
      left = widthOf(octet);
      if (left === 0) wrong(scanner, "found an incorrect leading UTF-8 octet", start);
    } else if ((octet & 0xc0) !== 0x80) {
      wrong(scanner, "found an incorrect trailing UTF-8 octet", start);
    }
    skip(scanner, 3);
  }
}

function widthOf(octet: number): number {
  if ((octet & 0x80) === 0) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}

/** `%YAML 1.1` and `%TAG !x! prefix`. */
export function scanDirective(scanner: Scanner): Token {
  const start = markOf(scanner);
  skip(scanner);
  const from = scanner.at;
  if (skipWhile(scanner, isWord) === 0) {
    wrong(scanner, "could not find expected directive name", start);
  }
  if (!isSpace(peek(scanner))) wrong(scanner, "found unexpected non-alphabetical character", start);
  const token = directive(scanner, scanner.text.slice(from, scanner.at), start);
  skipWhile(scanner, isBlank);
  if (peek(scanner) === "#") skipToBreak(scanner);
  if (!isBreakOrEnd(peek(scanner))) {
    wrong(scanner, "did not find expected comment or line break", start);
  }
  skipBreak(scanner);
  return token;
}

function directive(scanner: Scanner, name: string, start: Mark): Token {
  if (name === "YAML") {
    skipWhile(scanner, isBlank);
    const from = scanner.at;
    scanNumber(scanner, start);
    if (peek(scanner) !== ".") {
      wrong(scanner, "did not find expected digit or '.' character", start);
    }
    skip(scanner);
    scanNumber(scanner, start);
    const text = scanner.text.slice(from, scanner.at).split(".").map(Number).join(".");
    return { kind: "versionDirective", start, text };
  }
  if (name !== "TAG") return wrong(scanner, "found unknown directive name", start);
  skipWhile(scanner, isBlank);
  const text = scanHandle(scanner, start, true);
  if (!isBlank(peek(scanner))) wrong(scanner, "did not find expected whitespace", start);
  skipWhile(scanner, isBlank);
  scanUri(scanner, start, false);
  if (!isSpace(peek(scanner))) {
    wrong(scanner, "did not find expected whitespace or line break", start);
  }
  return { kind: "tagDirective", start, text };
}

function scanNumber(scanner: Scanner, start: Mark): void {
  let length = 0;
  while (isDigit(peek(scanner))) {
    length++;
    if (length > 2) wrong(scanner, "found extremely long version number", start);
    skip(scanner);
  }
  if (length === 0) wrong(scanner, "did not find expected version number", start);
}
