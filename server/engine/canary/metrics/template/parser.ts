import { goQuote } from "../../../goQuote.ts";
import { KEYWORDS, type Token, type TokenType } from "./token.ts";
import { utf8Length } from "./utf8Length.ts";

/** What Go says against a template, or what of its language is not understood here. */
export type Complaint = { readonly error: string } | { readonly unsupported: string };

/** A template being read: its tokens, and what is known so far. */
export interface Parser {
  readonly text: string;
  readonly functions: ReadonlySet<string>;
  readonly tokens: readonly Token[];
  /** Index of the next token. */
  at: number;
  /** Index of the last token that was looked at: complaints are about its line. */
  furthest: number;
  /** Those in force. */
  variables: string[];
  /** How many loops are open. */
  ranges: number;
  /** How deep statements and parentheses are nested. */
  depth: number;
  /** Where the action being read begins. */
  action: number | undefined;
  /** The first complaint; from then on only the end is left to read. */
  answer: Complaint | undefined;
}

/** Far more than anybody nests, and little enough for every stack. */
export const MOST_DEPTH = 100;

const STOP: Token = { type: "eof", start: 0, text: "EOF" };

export function next(parser: Parser): Token {
  if (parser.answer) return STOP;
  const index = Math.min(parser.at, parser.tokens.length - 1);
  parser.furthest = Math.max(parser.furthest, index);
  parser.at = index + 1;
  return parser.tokens[index] ?? STOP;
}

export function peek(parser: Parser): Token {
  const token = next(parser);
  if (!parser.answer) parser.at--;
  return token;
}

export function nextNonSpace(parser: Parser): Token {
  for (;;) {
    const token = next(parser);
    if (token.type !== "space") return token;
  }
}

export function peekNonSpace(parser: Parser): Token {
  const token = nextNonSpace(parser);
  if (!parser.answer) parser.at--;
  return token;
}

export function expect(parser: Parser, type: TokenType, context: string): void {
  const token = nextNonSpace(parser);
  if (token.type !== type) unexpected(parser, token, context);
}

export function unexpected(parser: Parser, token: Token, context: string): void {
  if (token.type !== "error") {
    fail(parser, `unexpected ${tokenText(token)} in ${context}`);
    return;
  }
  const { action, text } = parser;
  const line = lineAt(text, token.start);
  const isElsewhere = action !== undefined && lineAt(text, action) !== line;
  const started = isElsewhere ? ` started at tmpl:${lineAt(text, action)}` : "";
  const link = started && !token.text.endsWith(" action") ? " in action" : "";
  fail(parser, token.text + link + started);
}

/** As Go names a token in a complaint. */
function tokenText({ type, text }: Token): string {
  if (type === "eof") return "EOF";
  if (type === "dot" || KEYWORDS.has(type)) return `<${text}>`;
  if (utf8Length(text) <= 10) return goQuote(text);
  return `${goQuote([...text].slice(0, 10).join(""))}...`;
}

export function fail(parser: Parser, text: string): void {
  const line = lineAt(parser.text, parser.tokens[parser.furthest]?.start ?? 0);
  parser.answer ??= { error: `template: tmpl:${line}: ${text}` };
}

export function unsupported(parser: Parser, what: string): void {
  parser.answer ??= { unsupported: what };
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;
