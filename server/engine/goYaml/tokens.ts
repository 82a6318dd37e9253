import type { Mark } from "./fault.ts";
import {
  enterFlow,
  forgetKey,
  isStillPossible,
  lastKey,
  leaveFlow,
  removeSimpleKey,
  rollIndent,
  saveSimpleKey,
  unrollIndent,
} from "./keys.ts";
import { scanAnchor, scanDirective, scanTag } from "./properties.ts";
import { scanBlock, scanPlain, scanQuoted } from "./scalars.ts";
import {
  isBlank,
  isBreak,
  isMarker,
  isSpace,
  markOf,
  peek,
  queue,
  type Scanner,
  skip,
  skipBreak,
  skipToBreak,
  type Token,
  type TokenKind,
  wrong,
} from "./scanner.ts";

/** The next token, which stays in the queue. Version 3 reads two tokens more before it gives one, for comments. */
export function nextToken(scanner: Scanner): Token {
  const ahead = scanner.version === 3 ? 2 : 0;
  while (scanner.tokens.length - scanner.head <= ahead || mayBecomeKey(scanner)) fetch(scanner);
  return scanner.tokens[scanner.head] as Token;
}

export function take(scanner: Scanner): void {
  scanner.head++;
  scanner.taken++;
}

/** Is a key possible at the head of the queue? What is behind it decides. */
function mayBecomeKey(scanner: Scanner): boolean {
  const key = scanner.simpleKeys[scanner.keyLevels.get(scanner.taken) ?? -1];
  return key !== undefined && isStillPossible(scanner, key);
}

type Fetcher = (scanner: Scanner) => void;

function fetch(scanner: Scanner): void {
  const start = markOf(scanner);
  skipToToken(scanner);
  unrollIndent(scanner, scanner.column, blockEnd(scanner, start));
  const between = fetcherBetween(scanner);
  (between ?? fetcherOf(scanner, peek(scanner)))(scanner);
  if (between || scanner.version === 2 || scanner.tokens.at(-1)?.kind === "blockEntry") return;
  skipLineComment(scanner);
}

/** Version 3 says that a block ends where the blanks behind it begin, version 2 where the next token stands. */
const blockEnd = (scanner: Scanner, start: Mark): Mark =>
  scanner.version === 3 ? start : markOf(scanner);

/** For what stands between documents. */
function fetcherBetween(scanner: Scanner): Fetcher | undefined {
  if (peek(scanner) === "") return fetchEnd;
  if (peek(scanner) === "%" && scanner.column === 0) return alone(scanDirective);
  if (isMarker(scanner, "-")) return alone(marker("documentStart"));
  if (isMarker(scanner, ".")) return alone(marker("documentEnd"));
  return undefined;
}

function fetchEnd(scanner: Scanner): void {
  if (scanner.column !== 0) {
    scanner.column = 0;
    scanner.line++;
  }
  alone((it) => ({ kind: "streamEnd", start: markOf(it) }))(scanner);
}

/** It ends all that is open. */
const alone =
  (scan: (scanner: Scanner) => Token): Fetcher =>
  (scanner) => {
    unrollIndent(scanner, -1, markOf(scanner));
    removeSimpleKey(scanner);
    scanner.simpleKeyAllowed = false;
    queue(scanner, scan(scanner));
  };

const marker =
  (kind: TokenKind) =>
  (scanner: Scanner): Token => {
    const start = markOf(scanner);
    skip(scanner, 3);
    return { kind, start };
  };

function fetcherOf(scanner: Scanner, char: string): Fetcher {
  const sign = SIGNS[char];
  if (sign) return sign;
  const isFlow = scanner.flow > 0;
  if (!isFlow && (char === "|" || char === ">")) return fetchBlock;
  const indicator = INDICATORS[char];
  if (indicator && (isSpace(peek(scanner, 1)) || (isFlow && char !== "-"))) return indicator;
  return isSpace(char) || "#|>%@`".includes(char) ? fetchNothing : opening(scanPlain);
}

const fetchNothing: Fetcher = (scanner) =>
  wrong(scanner, "found character that cannot start any token", markOf(scanner));

/** A token with which a key may begin. */
const opening =
  (scan: (scanner: Scanner) => Token): Fetcher =>
  (scanner) => {
    saveSimpleKey(scanner);
    scanner.simpleKeyAllowed = false;
    queue(scanner, scan(scanner));
  };

function fetchBlock(scanner: Scanner): void {
  removeSimpleKey(scanner);
  scanner.simpleKeyAllowed = true;
  queue(scanner, scanBlock(scanner));
}

function fetchSign(scanner: Scanner, kind: TokenKind): void {
  queue(scanner, { kind, start: markOf(scanner) });
  skip(scanner);
}

const flowStart =
  (kind: TokenKind): Fetcher =>
  (scanner) => {
    saveSimpleKey(scanner);
    enterFlow(scanner);
    scanner.simpleKeyAllowed = true;
    fetchSign(scanner, kind);
  };

const flowEnd =
  (kind: TokenKind): Fetcher =>
  (scanner) => {
    removeSimpleKey(scanner);
    leaveFlow(scanner);
    scanner.simpleKeyAllowed = false;
    fetchSign(scanner, kind);
  };

function fetchFlowEntry(scanner: Scanner): void {
  removeSimpleKey(scanner);
  scanner.simpleKeyAllowed = true;
  fetchSign(scanner, "flowEntry");
}

function fetchBlockEntry(scanner: Scanner): void {
  openBlock(scanner, "blockSequenceStart", "block sequence entries");
  removeSimpleKey(scanner);
  scanner.simpleKeyAllowed = true;
  fetchSign(scanner, "blockEntry");
}

function fetchKey(scanner: Scanner): void {
  openBlock(scanner, "blockMappingStart", "mapping keys");
  removeSimpleKey(scanner);
  scanner.simpleKeyAllowed = scanner.flow === 0;
  fetchSign(scanner, "key");
}

function fetchValue(scanner: Scanner): void {
  const key = lastKey(scanner);
  if (isStillPossible(scanner, key)) {
    const { number, mark, column } = key;
    queue(scanner, { kind: "key", start: mark }, number);
    rollIndent(scanner, "blockMappingStart", { column, mark, number });
    forgetKey(scanner, key);
    scanner.simpleKeyAllowed = false;
  } else {
    openBlock(scanner, "blockMappingStart", "mapping values");
    scanner.simpleKeyAllowed = scanner.flow === 0;
  }
  fetchSign(scanner, "value");
}

function openBlock(scanner: Scanner, kind: TokenKind, what: string): void {
  if (scanner.flow > 0) return;
  if (!scanner.simpleKeyAllowed) {
    wrong(scanner, `${what} are not allowed in this context`, markOf(scanner));
  }
  rollIndent(scanner, kind, { column: scanner.column, mark: markOf(scanner) });
}

/** Characters that stand for themselves wherever a token may start. */
const SIGNS: Readonly<Record<string, Fetcher>> = {
  "[": flowStart("flowSequenceStart"),
  "{": flowStart("flowMappingStart"),
  "]": flowEnd("flowSequenceEnd"),
  "}": flowEnd("flowMappingEnd"),
  ",": fetchFlowEntry,
  "*": opening((it) => scanAnchor(it, "alias")),
  "&": opening((it) => scanAnchor(it, "anchor")),
  "!": opening(scanTag),
  "'": opening((it) => scanQuoted(it, "'")),
  '"': opening((it) => scanQuoted(it, '"')),
};

/** Characters that need a blank behind them, some of them not in brackets. */
const INDICATORS: Readonly<Record<string, Fetcher>> = {
  "-": fetchBlockEntry,
  "?": fetchKey,
  ":": fetchValue,
};

/** Passes blanks, comments and line breaks. Where a key may begin, a tab is no blank. */
function skipToToken(scanner: Scanner): void {
  while (true) {
    const { simpleKeyAllowed, flow } = scanner;
    while (peek(scanner) === " " || (peek(scanner) === "\t" && (flow > 0 || !simpleKeyAllowed))) {
      skip(scanner);
    }
    if (peek(scanner) === "#") skipComments(scanner);
    if (!isBreak(peek(scanner))) return;
    skipBreak(scanner);
    if (scanner.flow === 0) scanner.simpleKeyAllowed = true;
  }
}

/** Octets that version 3 looks ahead for the next comment. */
const LOOK_AHEAD = 512;

/** Version 3 takes all comments that follow each other at once, with the blanks between them, be they tabs. */
function skipComments(scanner: Scanner): void {
  skipToBreak(scanner);
  if (scanner.version === 2) return;
  while (true) {
    let distance = 0;
    while (distance < LOOK_AHEAD && isGap(peek(scanner, distance))) distance++;
    if (distance === LOOK_AHEAD || peek(scanner, distance) !== "#") return;
    const next = scanner.at + distance;
    while (scanner.at < next) {
      if (isBreak(peek(scanner))) skipBreak(scanner);
      else skip(scanner);
    }
    skipToBreak(scanner);
  }
}

const isGap = (char: string): boolean => isBlank(char) || isBreak(char);

/** The comment behind a token, unless its line is over. */
function skipLineComment(scanner: Scanner): void {
  if (scanner.breaks > 0) return;
  let distance = 0;
  while (distance < LOOK_AHEAD && isBlank(peek(scanner, distance))) distance++;
  if (distance < LOOK_AHEAD && peek(scanner, distance) === "#") skipToBreak(scanner);
}
