import { goQuote } from "../../goQuote.ts";
import { bytesOf } from "../url/escapes.ts";

/**
 * Go's first complaint about a text that is no JSON; `undefined` where it is.
 *
 * https://github.com/golang/go/blob/go1.26.0/src/encoding/json/scanner.go
 */
export function jsonMistake(text: string): string | undefined {
  // The end is read as if a space stood there.
  const reader = { text: `${bytesOf(text)} `, at: 0 };
  const open: string[] = [];
  let next: Next = "value";
  while (skipSpace(reader)) {
    const character = reader.text.charAt(reader.at);
    if (next === "end") return invalid(character, "after top-level value");
    const step = STEPS[next](reader, character, open);
    if (step.mistake !== undefined) return step.mistake;
    next = step.next;
  }
  return next === "end" ? undefined : UNFINISHED;
}

/** What may come next. */
type Next = "value" | "value or ]" | "key" | "key or }" | "rest" | "end";

type Step = { readonly next: Next; readonly mistake?: undefined } | { readonly mistake: string };

interface Reader {
  readonly text: string;
  at: number;
}

type Read = (reader: Reader, character: string, open: string[]) => Step;

const STEPS: Readonly<Record<Exclude<Next, "end">, Read>> = {
  value,
  "value or ]": (reader, it, open) => (it === "]" ? close(reader, open) : value(reader, it, open)),
  key,
  "key or }": (reader, it, open) => (it === "}" ? close(reader, open) : key(reader, it, open)),
  rest,
};

const UNFINISHED = "unexpected end of JSON input";

const invalid = (character: string, where: string): string =>
  `invalid character ${quotedCharacter(character)} ${where}`;

function quotedCharacter(character: string): string {
  if (character === "'") return "'\\''";
  return character === '"' ? "'\"'" : `'${goQuote(character).slice(1, -1)}'`;
}

/** Is there anything behind the space? */
function skipSpace(reader: Reader): boolean {
  while (" \t\r\n".includes(reader.text.charAt(reader.at)) && reader.at < reader.text.length) {
    reader.at++;
  }
  return reader.at < reader.text.length;
}

function value(reader: Reader, character: string, open: string[]): Step {
  if (character === "{" || character === "[") {
    reader.at++;
    open.push(character);
    return { next: character === "{" ? "key or }" : "value or ]" };
  }
  const mistake = scalar(reader, character);
  return mistake === undefined ? { next: after(open) } : { mistake };
}

/** What follows a whole value. */
const after = (open: readonly string[]): Next => (open.length === 0 ? "end" : "rest");

function close(reader: Reader, open: string[]): Step {
  reader.at++;
  open.pop();
  return { next: after(open) };
}

function key(reader: Reader, character: string, open: string[]): Step {
  if (character !== '"')
    return { mistake: invalid(character, "looking for beginning of object key string") };
  const mistake = string(reader);
  if (mistake !== undefined) return { mistake };
  open.push(":");
  return { next: "rest" };
}

/** What separates values, or ends a list of them. */
function rest(reader: Reader, character: string, open: string[]): Step {
  const inside = open.at(-1);
  if (inside === ":") {
    if (character !== ":") return { mistake: invalid(character, "after object key") };
    reader.at++;
    open.pop();
    return { next: "value" };
  }
  if (character === ",") {
    reader.at++;
    return { next: inside === "{" ? "key" : "value" };
  }
  if (character === (inside === "{" ? "}" : "]")) return close(reader, open);
  const where = inside === "{" ? "after object key:value pair" : "after array element";
  return { mistake: invalid(character, where) };
}

function scalar(reader: Reader, character: string): string | undefined {
  if (character === '"') return string(reader);
  if (/[-0-9]/.test(character)) return number(reader);
  const word = ["true", "false", "null"].find((it) => it.startsWith(character));
  if (word === undefined) return invalid(character, "looking for beginning of value");
  for (const expected of word) {
    const found = reader.text.charAt(reader.at++);
    if (found !== expected) return invalid(found, `in literal ${word} (expecting '${expected}')`);
  }
  return undefined;
}

function string(reader: Reader): string | undefined {
  const { text } = reader;
  for (reader.at++; reader.at < text.length; reader.at++) {
    const character = text.charAt(reader.at);
    if (character === '"') {
      reader.at++;
      return undefined;
    }
    if (character < " ") return invalid(character, "in string literal");
    if (character !== "\\") continue;
    const escaped = /^(?:["\\/bfnrt]|u[0-9A-Fa-f]{0,4})/.exec(
      text.slice(reader.at + 1, reader.at + 6),
    );
    const letters = escaped?.[0] ?? "";
    reader.at += letters.length;
    const isWhole = letters !== "" && (letters[0] !== "u" || letters.length === 5);
    if (isWhole || reader.at + 1 >= text.length) continue;
    const where = letters === "" ? "in string escape code" : "in \\u hexadecimal character escape";
    return invalid(text.charAt(reader.at + 1), where);
  }
  return UNFINISHED;
}

/** The parts of a number that need a digit, with where Go says one is missing. */
function number(reader: Reader): string | undefined {
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = reader.at;
    const found = pattern.exec(reader.text)?.[0];
    reader.at += found?.length ?? 0;
    return found !== undefined;
  };
  const missing = (where: string) => invalid(reader.text.charAt(reader.at), where);
  take(/-/y);
  if (!take(/0|[1-9][0-9]*/y)) return missing("in numeric literal");
  if (take(/\./y) && !take(/[0-9]+/y)) return missing("after decimal point in numeric literal");
  if (take(/[eE][+-]?/y) && !take(/[0-9]+/y)) return missing("in exponent of numeric literal");
  return undefined;
}
