import type { Mark } from "./fault.ts";
import {
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isHex,
  isMarker,
  isSpace,
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

/** `|` and `>` with all lines below that are deep enough. */
export function scanBlock(scanner: Scanner): Token {
  const start = markOf(scanner);
  skip(scanner);
  const depth = scanHeader(scanner, start);
  skipWhile(scanner, isBlank);
  if (peek(scanner) === "#") skipToBreak(scanner);
  if (!isBreakOrEnd(peek(scanner))) {
    wrong(scanner, "did not find expected comment or line break", start);
  }
  skipBreak(scanner);
  let indent = depth === 0 ? 0 : Math.max(scanner.indent, 0) + depth;
  indent = skipEmptyLines(scanner, indent, start);
  while (scanner.column === indent && peek(scanner) !== "") {
    skipToBreak(scanner);
    skipBreak(scanner);
    indent = skipEmptyLines(scanner, indent, start);
  }
  return { kind: "scalar", start };
}

/** The depth that the header tells; 0 where the first line tells it. */
function scanHeader(scanner: Scanner, start: Mark): number {
  const isSign = () => peek(scanner) === "+" || peek(scanner) === "-";
  const signed = isSign();
  if (signed) skip(scanner);
  const digit = peek(scanner);
  if (!isDigit(digit)) return 0;
  if (digit === "0") wrong(scanner, "found an indentation indicator equal to 0", start);
  skip(scanner);
  if (!signed && isSign()) skip(scanner);
  return Number(digit);
}

/** The depth, which the deepest of the empty lines before the first text may decide. */
function skipEmptyLines(scanner: Scanner, indent: number, start: Mark): number {
  let deepest = 0;
  const isShallow = () => indent === 0 || scanner.column < indent;
  while (true) {
    while (isShallow() && peek(scanner) === " ") skip(scanner);
    deepest = Math.max(deepest, scanner.column);
    if (isShallow() && peek(scanner) === "\t") {
      wrong(scanner, "found a tab character where an indentation space is expected", start);
    }
    if (!isBreak(peek(scanner))) break;
    skipBreak(scanner);
  }
  return indent === 0 ? Math.max(deepest, scanner.indent + 1, 1) : indent;
}

/** Text in quotes. */
export function scanQuoted(scanner: Scanner, quote: "'" | '"'): Token {
  const start = markOf(scanner);
  skip(scanner);
  while (true) {
    if (isMarker(scanner, "-") || isMarker(scanner, ".")) {
      wrong(scanner, "found unexpected document indicator", start);
    }
    if (peek(scanner) === "") wrong(scanner, "found unexpected end of stream", start);
    scanQuotedWord(scanner, quote, start);
    if (peek(scanner) === quote) break;
    skipBlanksAndBreaks(scanner);
  }
  skip(scanner);
  return { kind: "scalar", start };
}

function scanQuotedWord(scanner: Scanner, quote: "'" | '"', start: Mark): void {
  while (!isSpace(peek(scanner))) {
    const char = peek(scanner);
    if (char === "'" && quote === "'" && peek(scanner, 1) === "'") skip(scanner, 2);
    else if (char === quote) return;
    else if (char !== "\\" || quote === "'") skip(scanner);
    else if (isBreak(peek(scanner, 1))) {
      skip(scanner);
      skipBreak(scanner);
      return;
    } else scanEscape(scanner, start);
  }
}

/** Digits behind an escape that has some. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanEscape(scanner: Scanner, start: Mark): void {
  const letter = peek(scanner, 1);
  const digits = DIGITS.get(letter) ?? 0;
  if (digits === 0 && (letter === "" || !"0abt\tnvfre \"'\\N_LP".includes(letter))) {
    wrong(scanner, "found unknown escape character", start);
  }
  skip(scanner, 2);
  for (let at = 0; at < digits; at++) {
    if (!isHex(peek(scanner, at))) {
      wrong(scanner, "did not find expected hexdecimal number", start);
    }
  }
  const value = Number.parseInt(scanner.text.slice(scanner.at, scanner.at + digits) || "0", 16);
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
    wrong(scanner, "found invalid Unicode character escape code", start);
  }
  skip(scanner, digits);
}

function skipBlanksAndBreaks(scanner: Scanner): void {
  while (true) {
    if (isBlank(peek(scanner))) skip(scanner);
    else if (isBreak(peek(scanner))) skipBreak(scanner);
    else return;
  }
}

/** Text without quotes; it goes on in the lines below that are deeper than the collection around. */
export function scanPlain(scanner: Scanner): Token {
  const start = markOf(scanner);
  const indent = scanner.indent + 1;
  let isBroken = false;
  while (!isMarker(scanner, "-") && !isMarker(scanner, ".") && peek(scanner) !== "#") {
    while (!isSpace(peek(scanner)) && !endsPlain(scanner)) {
      isBroken = false;
      skip(scanner);
    }
    const next = peek(scanner);
    if (!isBlank(next) && !isBreak(next)) break;
    isBroken = scanGap(scanner, { start, indent, isBroken });
    if (scanner.flow === 0 && scanner.column < indent) break;
  }
  if (isBroken) scanner.simpleKeyAllowed = true;
  return { kind: "scalar", start };
}

function endsPlain(scanner: Scanner): boolean {
  const char = peek(scanner);
  return (
    (char === ":" && isSpace(peek(scanner, 1))) || (scanner.flow > 0 && ",?[]{}".includes(char))
  );
}

interface Gap {
  readonly start: Mark;
  readonly indent: number;
  readonly isBroken: boolean;
}

/** Passes what stands between words; says whether the line ended. */
function scanGap(scanner: Scanner, { start, indent, isBroken }: Gap): boolean {
  let broken = isBroken;
  while (true) {
    const char = peek(scanner);
    if (isBreak(char)) {
      skipBreak(scanner);
      broken = true;
    } else if (isBlank(char)) {
      if (broken && scanner.column < indent && char === "\t") {
        wrong(scanner, "found a tab character that violates indentation", start);
      }
      skip(scanner);
    } else return broken;
  }
}
