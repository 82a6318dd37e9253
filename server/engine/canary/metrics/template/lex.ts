import { goQuote, isPrintable } from "../../../goQuote.ts";
import { KEYWORDS, type Token, type TokenType } from "./token.ts";

/**
 * Cuts a template into tokens; the last is the end, or the first complaint.
 *
 * https://github.com/golang/go/blob/go1.25.0/src/text/template/parse/lex.go
 */
export function lex(text: string): readonly Token[] {
  const lexer: Lexer = { text, tokens: [], at: 0, depth: 0 };
  while (lexText(lexer) && lexAction(lexer)) {
    // Each round reads some text and the action after it.
  }
  return lexer.tokens;
}

interface Lexer {
  readonly text: string;
  readonly tokens: Token[];
  at: number;
  /** Of parentheses. */
  depth: number;
}

/** Reads up to the next action, comments left out; `false` at the end. */
function lexText(lexer: Lexer): boolean {
  for (;;) {
    const { text, at } = lexer;
    const open = text.indexOf("{{", at);
    if (open < 0) {
      if (at < text.length) push(lexer, "text", at, text.length);
      push(lexer, "eof", text.length, text.length);
      return false;
    }
    const isTrimmed = /^\{\{-[ \t\r\n]/.test(text.slice(open, open + 4));
    const before = text.slice(at, open);
    const kept = isTrimmed ? withoutSpaceAtEnd(before) : before;
    if (kept) push(lexer, "text", at, at + kept.length);
    const inside = open + (isTrimmed ? 4 : 2);
    if (!text.startsWith("/*", inside)) {
      push(lexer, "leftDelimiter", open, open + 2);
      lexer.at = inside;
      lexer.depth = 0;
      return true;
    }
    if (!skipComment(lexer, inside)) return false;
  }
}

function withoutSpaceAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return text.slice(0, end);
}

function skipComment(lexer: Lexer, start: number): boolean {
  const { text } = lexer;
  const close = text.indexOf("*/", start + 2);
  if (close < 0) return fail(lexer, start, "unclosed comment");
  const length = delimiterAt(text, close + 2);
  if (length === 0) return fail(lexer, start, "comment ends before closing delimiter");
  lexer.at = afterDelimiter(text, close + 2, length);
  return true;
}

/** Length of the closing delimiter that stands there, with its trim marker; 0 where there is none. */
function delimiterAt(text: string, at: number): 0 | 2 | 4 {
  if (text.startsWith("}}", at)) return 2;
  return isSpace(text[at]) && text.startsWith("-}}", at + 1) ? 4 : 0;
}

function afterDelimiter(text: string, at: number, length: 2 | 4): number {
  let next = at + length;
  if (length === 4) while (isSpace(text[next])) next++;
  return next;
}

/** Reads the inside of an action and its end; `false` after a complaint. */
function lexAction(lexer: Lexer): boolean {
  for (;;) {
    const { text, at } = lexer;
    const length = delimiterAt(text, at);
    if (length > 0) {
      if (lexer.depth > 0) return fail(lexer, at, "unclosed left paren");
      push(lexer, "rightDelimiter", at + length - 2, at + length);
      lexer.at = afterDelimiter(text, at, length as 2 | 4);
      return true;
    }
    if (!lexInside(lexer)) return false;
  }
}

function lexInside(lexer: Lexer): boolean {
  const { text, at } = lexer;
  const character = characterAt(text, at);
  if (character === "") return fail(lexer, at, "unclosed action");
  if (isSpace(character)) return lexSpace(lexer);
  if (character === ":") {
    return text[at + 1] === "="
      ? push(lexer, "declare", at, at + 2)
      : fail(lexer, at, "expected :=");
  }
  if (character === "=") return push(lexer, "assign", at, at + 1);
  if (character === "|") return push(lexer, "pipe", at, at + 1);
  if (character === '"') return lexQuoted(lexer, "string", "unterminated quoted string");
  if (character === "'") return lexQuoted(lexer, "character", "unterminated character constant");
  if (character === "`") return lexRaw(lexer);
  if (character === "(" || character === ")") return lexParenthesis(lexer, character);
  if (character === "$") return lexName(lexer, "variable");
  if (character === "." && /[^\d]/.test(text[at + 1] ?? "")) return lexName(lexer, "field");
  if (/[.+\-\d]/.test(character)) return lexNumber(lexer);
  if (isWord(character)) return lexWord(lexer);
  return /^[!-~]$/.test(character)
    ? push(lexer, "other", at, at + 1)
    : fail(lexer, at, `unrecognized character in action: ${unicodeOf(character)}`);
}

/** A run of spaces, but for the one that belongs to a closing delimiter. */
function lexSpace(lexer: Lexer): boolean {
  const { text, at } = lexer;
  let end = at;
  while (isSpace(text[end])) end++;
  if (delimiterAt(text, end - 1) === 4) end--;
  return push(lexer, "space", at, end);
}

function lexQuoted(lexer: Lexer, type: "string" | "character", problem: string): boolean {
  const { text, at } = lexer;
  for (let end = at + 1; end < text.length && text[end] !== "\n"; end++) {
    if (text[end] === text[at]) return push(lexer, type, at, end + 1);
    if (text[end] !== "\\") continue;
    end++;
    if (text[end] === "\n") break;
  }
  return fail(lexer, at, problem);
}

function lexRaw(lexer: Lexer): boolean {
  const close = lexer.text.indexOf("`", lexer.at + 1);
  return close < 0
    ? fail(lexer, lexer.at, "unterminated raw quoted string")
    : push(lexer, "rawString", lexer.at, close + 1);
}

function lexParenthesis(lexer: Lexer, sign: "(" | ")"): boolean {
  const { at } = lexer;
  if (sign === "(") {
    lexer.depth++;
    return push(lexer, "leftParenthesis", at, at + 1);
  }
  lexer.depth--;
  return lexer.depth < 0
    ? fail(lexer, at, "unexpected right paren")
    : push(lexer, "rightParenthesis", at, at + 1);
}

/** `.name`, `$name`, or the sign alone. */
function lexName(lexer: Lexer, type: "field" | "variable"): boolean {
  const { text, at } = lexer;
  if (isTerminated(text, at + 1)) return push(lexer, type === "field" ? "dot" : type, at, at + 1);
  const end = wordEnd(text, at + 1);
  return isTerminated(text, end) ? push(lexer, type, at, end) : badCharacter(lexer, end);
}

function lexWord(lexer: Lexer): boolean {
  const { text, at } = lexer;
  const end = wordEnd(text, at);
  if (!isTerminated(text, end)) return badCharacter(lexer, end);
  const word = text.slice(at, end);
  if (KEYWORDS.has(word)) return push(lexer, word as TokenType, at, end);
  return push(lexer, word === "true" || word === "false" ? "boolean" : "identifier", at, end);
}

function lexNumber(lexer: Lexer): boolean {
  const { text, at } = lexer;
  const [end, isGood] = numberEnd(text, at);
  const bad = (to: number) => fail(lexer, at, `bad number syntax: ${goQuote(text.slice(at, to))}`);
  if (!isGood) return bad(end);
  if (text[end] !== "+" && text[end] !== "-") return push(lexer, "number", at, end);
  const [second, isSecondGood] = numberEnd(text, end);
  return isSecondGood && text[second - 1] === "i"
    ? push(lexer, "complex", at, second)
    : bad(second);
}

/** Where a number ends, and whether it may end there; no closer look than Go's own. */
function numberEnd(text: string, at: number): readonly [end: number, isGood: boolean] {
  NUMBER.lastIndex = at;
  const end = at + (NUMBER.exec(text)?.[0].length ?? 0);
  const next = characterAt(text, end);
  return isWord(next) ? [end + next.length, false] : [end, true];
}

const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]*\.?[0-9a-fA-F_]*(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*\.?[0-7_]*|0[bB][01_]*\.?[01_]*|[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9_]*)?)i?/y;

function wordEnd(text: string, at: number): number {
  let end = at;
  for (let next = characterAt(text, end); isWord(next); next = characterAt(text, end)) {
    end += next.length;
  }
  return end;
}

/** May a name end here? */
const isTerminated = (text: string, at: number): boolean => {
  const next = text[at];
  return (
    next === undefined || isSpace(next) || ".,|:)(".includes(next) || text.startsWith("}}", at)
  );
};

const characterAt = (text: string, at: number): string => {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
};

const isSpace = (character: string | undefined): boolean =>
  character === " " || character === "\t" || character === "\r" || character === "\n";

const isWord = (character: string): boolean => /^[\p{L}\p{Nd}_]$/u.test(character);

const badCharacter = (lexer: Lexer, at: number): false =>
  fail(lexer, lexer.at, `bad character ${unicodeOf(characterAt(lexer.text, at))}`);

function push(lexer: Lexer, type: TokenType, start: number, end: number): true {
  lexer.tokens.push({ type, start, text: lexer.text.slice(start, end) });
  lexer.at = end;
  return true;
}

function fail({ tokens }: Lexer, start: number, text: string): false {
  tokens.push({ type: "error", start, text });
  return false;
}

/** A character as Go's `%#U` writes it: `U+0025 '%'`. */
function unicodeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return isPrintable(character) ? `U+${code} '${character}'` : `U+${code}`;
}
