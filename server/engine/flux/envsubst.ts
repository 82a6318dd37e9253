import { bytesOf, decodedAt, textOfBytes } from "./byteString.ts";
import { matchesGlob } from "./glob.ts";
import type { Part, Template, Use } from "./template.ts";

/** The value of a variable; `undefined`: it is not set. */
export type LookUp = (name: string) => string | undefined;

export type Substituted =
  | { readonly text: string; readonly error?: undefined }
  | { readonly error: string; readonly use: Use };

/**
 * The text with its variables replaced (flux.md §2.6; mirrored: github.com/fluxcd/pkg/envsubst 1.7.1).
 * Arguments are worked out whether needed or not. `strict`: an unset variable without a default is a mistake,
 * told in envsubst's words; otherwise it is empty. Cut characters are left as `bytes.ts` tells.
 */
export function substitute(
  { parts }: Extract<Template, { parts: readonly Part[] }>,
  lookUp: LookUp,
  strict: boolean,
): Substituted {
  const out: string[] = [];
  for (const part of parts) {
    const done = evaluate(part, lookUp, strict);
    if (typeof done !== "string") return done;
    out.push(done);
  }
  return { text: out.join("") };
}

interface Failure {
  readonly error: string;
  readonly use: Use;
}

function evaluate(part: Part, lookUp: LookUp, strict: boolean): string | Failure {
  if (part.type === "text") return part.text;
  const given: string[] = [];
  for (const it of part.arguments) {
    const done = evaluate(it, lookUp, strict);
    if (typeof done !== "string") return done;
    given.push(done);
  }
  const value = lookUp(part.name);
  if (value === undefined && strict && !hasDefault(part)) {
    return { error: `variable not set (strict mode): ${JSON.stringify(part.name)}`, use: part };
  }
  return operate(part, value ?? "", given);
}

/** Does the variable say what stands in for it? All these operators do, whatever they mean to a shell. */
export const hasDefault = ({ operator }: Use): boolean => /^:?[=?+-]$/.test(operator);

function operate({ operator }: Use, value: string, given: readonly string[]): string {
  const [first = "", second] = given;
  if (operator === "#" && given.length === 0) return String(bytesOf(value).length);
  const operation = operations[operator];
  if (operation) return operation(value, first, second);
  return value === "" ? given.join("") : value;
}

type Operation = (value: string, first: string, second: string | undefined) => string;

const operations: Readonly<Record<string, Operation>> = {
  ",": (value) => ofFirst(value, lower),
  ",,": (value) => eachOf(value, lower),
  "^": (value) => ofFirst(value, upper),
  "^^": (value) => eachOf(value, upper),
  ":": (value, offset, length) => textOfBytes(cut(bytesOf(value), offset, length)),
  "#": (value, glob) => trimmed(value, glob, "shortest"),
  "##": (value, glob) => trimmed(value, glob, "longest"),
  "%": (value, glob) => reversed(trimmed(reversed(value), reversed(glob), "shortest")),
  "%%": (value, glob) => reversed(trimmed(reversed(value), reversed(glob), "longest")),
  "/": (value, searched, other = "") => value.replace(searched, () => other),
  "//": (value, searched, other = "") => replaceAll(value, searched, other),
  "/#": (value, searched, other) =>
    other !== undefined && value.startsWith(searched)
      ? other + value.slice(searched.length)
      : value,
  "/%": (value, searched, other) =>
    other !== undefined && value.endsWith(searched)
      ? value.slice(0, value.length - searched.length) + other
      : value,
};

/** An empty text stands before each character and at the end. */
const replaceAll = (value: string, searched: string, other: string): string =>
  searched === ""
    ? other + [...value].map((it) => it + other).join("")
    : value.replaceAll(searched, () => other);

const eachOf = (value: string, change: (it: string) => string): string =>
  [...value].map(change).join("");

function ofFirst(value: string, change: (it: string) => string): string {
  const [first = "", ...rest] = value;
  return change(first) + rest.join("");
}

/** Go maps one character to one: where the language has no such letter, it stays. */
const upper = (it: string): string => single(it, it.toUpperCase());
const lower = (it: string): string => (it === "\u0130" ? "i" : single(it, it.toLowerCase()));
const single = (it: string, mapped: string): string => ([...mapped].length === 1 ? mapped : it);

/** A whole number as Go's Atoi reads it; `undefined` for anything else. */
const wholeNumber = (text: string): number | undefined =>
  /^[+-]?[0-9]+$/.test(text) && Math.abs(Number(text)) < 2 ** 63 ? Number(text) : undefined;

function cut(bytes: string, offset: string, length: string | undefined): string {
  const said = wholeNumber(offset);
  if (said === undefined) return bytes;
  const start = said < 0 ? Math.max(0, bytes.length + said) : said;
  if (length === undefined) return bytes.slice(start);
  const count = wholeNumber(length);
  if (count === undefined) return bytes;
  const end = count < 0 ? bytes.length + count : start + count;
  return end < start ? "" : bytes.slice(start, end);
}

/** The value without the beginning that matches; patterns are tried on every cut, inside of characters, too. */
function trimmed(value: string, glob: string, which: "shortest" | "longest"): string {
  const bytes = bytesOf(value);
  const pattern = bytesOf(glob);
  for (let i = 1; i <= bytes.length; i++) {
    const length = which === "shortest" ? i : bytes.length + 1 - i;
    if (matchesGlob(pattern, bytes.slice(0, length))) return textOfBytes(bytes.slice(length));
  }
  return value;
}

function reversed(value: string): string {
  return [...value].reverse().map(whole).join("");
}

/** Go reverses by characters; a piece of one becomes the replacement character. */
const whole = (it: string): string =>
  decodedAt(bytesOf(it), 0).point === undefined ? "\ufffd" : it;
