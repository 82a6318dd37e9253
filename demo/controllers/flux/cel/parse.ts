import { type Token, tokens } from "./tokens.ts";

/** A part of an expression. */
export type Expression =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly at: Expression }
  | {
      readonly kind: "call";
      readonly name: string;
      /** What a method is called on. */
      readonly of: Expression | undefined;
      readonly args: readonly Expression[];
    }
  | { readonly kind: "sign"; readonly sign: string; readonly args: readonly Expression[] }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] };

export type Parsed = { readonly value: Expression } | { readonly problem: string };

/** Reads an expression of the Common Expression Language; what is missing is told in `problem`, as cel-go tells it. */
export function parse(text: string): Parsed {
  const reader = readerOf(text);
  try {
    const value = choice(reader);
    if (reader.peek().kind !== "end") unexpected(reader);
    return { value };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { problem: error.message };
  }
}

/** Ends the reading at once, however deep; `parse` catches it. */
class Unexpected extends Error {}

interface Reader {
  readonly text: string;
  readonly peek: () => Token;
  readonly previous: () => Token | undefined;
  readonly next: () => Token;
  /** Takes a sign, if it is next. */
  readonly take: (...signs: readonly string[]) => string | undefined;
}

function readerOf(text: string): Reader {
  const all = tokens(text);
  const end: Token = { kind: "end", text: "<EOF>", at: text.length };
  let at = 0;
  const peek = () => all[at] ?? end;
  return {
    text,
    peek,
    previous: () => all[at - 1],
    next: () => all[at++] ?? end,
    take(...signs) {
      const token = peek();
      if ((token.kind !== "sign" && token.text !== "in") || !signs.includes(token.text))
        return undefined;
      at++;
      return token.text;
    },
  };
}

function unexpected(reader: Reader): never {
  const { at, text, kind } = reader.peek();
  const before = reader.text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - (before.lastIndexOf("\n") + 1);
  const shown = kind === "end" ? "" : (reader.previous()?.text ?? "");
  const said =
    kind === "end"
      ? "mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
      : `no viable alternative at input '${shown}${text}'`;
  const whole = reader.text.split("\n")[line - 1] ?? "";
  throw new Unexpected(
    `ERROR: <input>:${line}:${column + 1}: Syntax error: ${said}\n | ${whole}\n | ${".".repeat(column)}^`,
  );
}

const expect = (reader: Reader, sign: string): void => {
  if (reader.take(sign) === undefined) unexpected(reader);
};

function choice(reader: Reader): Expression {
  const condition = binary(reader, 0);
  if (!reader.take("?")) return condition;
  const yes = binary(reader, 0);
  expect(reader, ":");
  return { kind: "sign", sign: "?", args: [condition, yes, choice(reader)] };
}

const LEVELS = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

function binary(reader: Reader, level: number): Expression {
  const signs = LEVELS[level];
  if (!signs) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    const sign = reader.take(...signs);
    if (sign === undefined) return left;
    left = { kind: "sign", sign, args: [left, binary(reader, level + 1)] };
  }
}

function unary(reader: Reader): Expression {
  const sign = reader.take("!", "-");
  if (sign === undefined) return member(reader);
  return { kind: "sign", sign: sign === "-" ? "negative" : "!", args: [unary(reader)] };
}

function member(reader: Reader): Expression {
  let it = primary(reader);
  for (;;) {
    if (reader.take(".")) {
      const { kind, text: name } = reader.peek();
      if (kind !== "name") unexpected(reader);
      reader.next();
      it = reader.take("(")
        ? { kind: "call", name, of: it, args: listed(reader, ")") }
        : { kind: "member", of: it, name };
    } else if (reader.take("[")) {
      const at = choice(reader);
      expect(reader, "]");
      it = { kind: "index", of: it, at };
    } else return it;
  }
}

function listed(reader: Reader, end: string): readonly Expression[] {
  const items: Expression[] = [];
  while (!reader.take(end)) {
    if (items.length > 0) expect(reader, ",");
    items.push(choice(reader));
  }
  return items;
}

function primary(reader: Reader): Expression {
  const { kind, text } = reader.peek();
  if (kind === "number") {
    reader.next();
    return { kind: "value", value: Number(text.replace(/u$/, "")) };
  }
  if (kind === "text") {
    reader.next();
    return { kind: "value", value: unquoted(text) };
  }
  if (kind === "name") {
    reader.next();
    if (text in WORDS) return { kind: "value", value: WORDS[text] ?? null };
    if (!reader.take("(")) return { kind: "name", name: text };
    return { kind: "call", name: text, of: undefined, args: listed(reader, ")") };
  }
  if (reader.take("(")) {
    const inner = choice(reader);
    expect(reader, ")");
    return inner;
  }
  if (reader.take("[")) return { kind: "list", items: listed(reader, "]") };
  if (reader.take("{")) return { kind: "map", entries: entries(reader) };
  return unexpected(reader);
}

const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

function entries(reader: Reader): readonly (readonly [Expression, Expression])[] {
  const found: (readonly [Expression, Expression])[] = [];
  while (!reader.take("}")) {
    if (found.length > 0) expect(reader, ",");
    const key = choice(reader);
    expect(reader, ":");
    found.push([key, choice(reader)]);
  }
  return found;
}

function unquoted(text: string): string {
  if (text.startsWith("r")) return text.slice(2, -1);
  return text.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
