import { type Mark, refuse } from "./fault.ts";

/** The two versions of go-yaml that Flux and kustomize link: 2 reads what becomes JSON, 3 reads manifests. */
export type Version = 2 | 3;

export type TokenKind =
  | "streamEnd"
  | "versionDirective"
  | "tagDirective"
  | "documentStart"
  | "documentEnd"
  | "blockSequenceStart"
  | "blockMappingStart"
  | "blockEnd"
  | "flowSequenceStart"
  | "flowSequenceEnd"
  | "flowMappingStart"
  | "flowMappingEnd"
  | "blockEntry"
  | "flowEntry"
  | "key"
  | "value"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

export interface Token {
  readonly kind: TokenKind;
  readonly start: Mark;
  /** The version of a directive, the handle of a tag or of its directive, the name of an anchor or alias. */
  readonly text?: string;
}

/** A place where a key may have begun, told apart from a value only by the colon behind it. */
export interface SimpleKey {
  possible: boolean;
  /** It stands where nothing but a key can stand. */
  required: boolean;
  /** How many tokens come before it. */
  number: number;
  mark: Mark;
  column: number;
}

/** The state of scanning, which changes as it goes. */
export interface Scanner {
  readonly text: string;
  readonly version: Version;
  at: number;
  line: number;
  column: number;
  /** Line breaks since the last character that is no blank. */
  breaks: number;
  tokens: Token[];
  head: number;
  /** Tokens that the parser has taken. */
  taken: number;
  indent: number;
  readonly indents: number[];
  flow: number;
  /** One for each level of brackets, and one for what stands outside. */
  readonly simpleKeys: SimpleKey[];
  /** Levels of the keys that are still possible, by the number of their token. */
  readonly keyLevels: Map<number, number>;
  simpleKeyAllowed: boolean;
}

export const newScanner = (text: string, version: Version): Scanner => ({
  text,
  version,
  at: text.startsWith("\ufeff") ? 1 : 0,
  line: 0,
  column: 0,
  breaks: 0,
  tokens: [],
  head: 0,
  taken: 0,
  indent: -1,
  indents: [],
  flow: 0,
  simpleKeys: [{ possible: false, required: false, number: 0, mark: START, column: 0 }],
  keyLevels: new Map(),
  simpleKeyAllowed: true,
});

const START: Mark = { line: 0, at: 0 };

export const markOf = ({ line, at }: Scanner): Mark => ({ line, at });

/** Ends the reading with a fault of the scanner, which stands where it is. */
export const wrong = (scanner: Scanner, words: string, context?: Mark): never =>
  refuse({ words, part: "scanner", problem: markOf(scanner), context });

/** The character at a distance; empty behind the end. */
export const peek = ({ text, at }: Scanner, distance = 0): string => text[at + distance] ?? "";

export const isBlank = (char: string): boolean => char === " " || char === "\t";

/** Line breaks are those of YAML 1.1. */
export const isBreak = (char: string): boolean =>
  char === "\n" || char === "\r" || char === "\x85" || char === "\u2028" || char === "\u2029";

export const isBreakOrEnd = (char: string): boolean => char === "" || isBreak(char);

export const isSpace = (char: string): boolean => isBlank(char) || isBreakOrEnd(char);

/** Letters that names of anchors, tags and directives are made of. */
export const isWord = (char: string): boolean => /^[A-Za-z0-9_-]$/.test(char);

export const isDigit = (char: string): boolean => /^[0-9]$/.test(char);

export const isHex = (char: string): boolean => /^[0-9A-Fa-f]$/.test(char);

/** Passes characters of one line. */
export function skip(scanner: Scanner, count = 1): void {
  for (let passed = 0; passed < count; passed++) {
    if (!isBlank(peek(scanner))) scanner.breaks = 0;
    // What takes two units is one character.
    scanner.at += (scanner.text.codePointAt(scanner.at) ?? 0) > 0xffff ? 2 : 1;
    scanner.column++;
  }
}

export function skipWhile(scanner: Scanner, fits: (char: string) => boolean): number {
  const from = scanner.at;
  while (fits(peek(scanner))) skip(scanner);
  return scanner.at - from;
}

/** Passes a line break, if there is one. */
export function skipBreak(scanner: Scanner): void {
  if (!isBreak(peek(scanner))) return;
  scanner.at += peek(scanner) === "\r" && peek(scanner, 1) === "\n" ? 2 : 1;
  scanner.column = 0;
  scanner.line++;
  scanner.breaks++;
}

export const skipToBreak = (scanner: Scanner): number =>
  skipWhile(scanner, (it) => !isBreakOrEnd(it));

/** Do three such characters stand alone at the start of the line? */
export const isMarker = (scanner: Scanner, char: "-" | "."): boolean =>
  scanner.column === 0 &&
  scanner.text.startsWith(char.repeat(3), scanner.at) &&
  isSpace(peek(scanner, 3));

/** At the end of the queue, or so many tokens from the start of the stream. */
export function queue(scanner: Scanner, token: Token, number?: number): void {
  // A place that the parser has passed already is lost.
  const ahead = (number ?? -1) - scanner.taken;
  if (ahead < 0) scanner.tokens.push(token);
  else scanner.tokens.splice(scanner.head + ahead, 0, token);
}
