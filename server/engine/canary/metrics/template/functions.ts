import { queryEscaped } from "../request.ts";
import { print, printed, printf } from "./print.ts";
import { utf8Length } from "./utf8Length.ts";
import { isMap, isTrue, typeName, type Value } from "./value.ts";

/** What a function gives back, or what it says against its arguments. */
export type Called =
  | { readonly value: Value }
  | { readonly error: string }
  | { readonly unsupported: string };

export interface BuiltInFunction {
  /** How many arguments come before the open end, or in all. */
  readonly fixed: number;
  readonly isOpen: boolean;
  /** Does it want text first? */
  readonly wantsText: boolean;
  readonly call: (values: readonly Value[]) => Called;
}

/**
 * The functions of the template language itself; `and` and `or` stop early and live where calls are made.
 *
 * https://github.com/golang/go/blob/go1.25.0/src/text/template/funcs.go
 */
export const BUILT_IN_FUNCTIONS: ReadonlyMap<string, BuiltInFunction> = new Map([
  ["and", open(1, (values) => ({ value: values.at(-1) ?? null }))],
  ["or", open(1, (values) => ({ value: values.at(-1) ?? null }))],
  ["call", open(1, () => ({ unsupported: "the function call" }))],
  ["not", fixed(1, ([it = null]) => ({ value: !isTrue(it) }))],
  ["len", fixed(1, ([it = null]) => lengthOf(it))],
  ["index", open(1, ([it = null, ...keys]) => indexed(it, keys))],
  ["slice", open(1, ([it = null, ...bounds]) => sliced(it, bounds))],
  ["print", open(0, (values) => ({ value: print(values) }))],
  ["println", open(0, (values) => ({ value: `${values.map(printed).join(" ")}\n` }))],
  ["printf", { ...open(1, ([format, ...values]) => formatted(format, values)), wantsText: true }],
  ["html", open(0, (values) => ({ value: escapeHtml(joined(values)) }))],
  ["js", open(0, (values) => escapeScript(joined(values)))],
  ["urlquery", open(0, (values) => ({ value: queryEscaped(joined(values)) }))],
  ["eq", open(1, ([it = null, ...others]) => equalsOne(it, others))],
  ["ne", fixed(2, ([a = null, b = null]) => negated(equalsOne(a, [b])))],
  ["lt", fixed(2, ([a = null, b = null]) => isLess(a, b))],
  ["le", fixed(2, ([a = null, b = null]) => isAtMost(a, b))],
  ["gt", fixed(2, ([a = null, b = null]) => negated(isAtMost(a, b)))],
  ["ge", fixed(2, ([a = null, b = null]) => negated(isLess(a, b)))],
]);

type Call = BuiltInFunction["call"];

function open(least: number, call: Call): BuiltInFunction {
  return { fixed: least, isOpen: true, wantsText: false, call };
}

function fixed(count: number, call: Call): BuiltInFunction {
  return { fixed: count, isOpen: false, wantsText: false, call };
}

function formatted(format: Value | undefined, values: readonly Value[]): Called {
  const text = typeof format === "string" ? printf(format, values) : undefined;
  return text === undefined
    ? { unsupported: `printf with ${JSON.stringify(format ?? "")}` }
    : { value: text };
}

/** What the escaping functions take for the text of their arguments. */
const joined = (values: readonly Value[]): string =>
  print(values.map((it) => (it === null ? "<no value>" : it)));

function lengthOf(it: Value): Called {
  if (typeof it === "string") return { value: BigInt(utf8Length(it)) };
  if (isMap(it)) return { value: BigInt(Object.keys(it).length) };
  return it === null ? { unsupported: "len of nil" } : { error: `len of type ${typeName(it)}` };
}

function indexed(it: Value, keys: readonly Value[]): Called {
  let item = it;
  if (item === null) return { error: "index of untyped nil" };
  for (const key of keys) {
    if (typeof item === "string") {
      const at = positionOf(key, utf8Length(item));
      if (typeof at !== "number") return at;
      return { unsupported: "a byte of a text" };
    } else if (isMap(item)) {
      if (typeof key !== "string") return { error: wrongKey(key) };
      item = Object.hasOwn(item, key) ? (item[key] ?? "") : "";
    } else return { error: `can't index item of type ${typeName(item)}` };
  }
  return { value: item };
}

const wrongKey = (key: Value): string =>
  key === null
    ? "value is nil; should be of type string"
    : `value has type ${typeName(key)}; should be string`;

function sliced(it: Value, bounds: readonly Value[]): Called {
  if (it === null) return { error: "slice of untyped nil" };
  if (bounds.length > 3) return { error: `too many slice indexes: ${bounds.length}` };
  if (typeof it !== "string") return { error: `can't slice item of type ${typeName(it)}` };
  if (bounds.length === 3) return { error: "cannot 3-index slice a string" };
  const length = utf8Length(it);
  const ends: [number, number] = [0, length];
  for (const [index, bound] of bounds.entries()) {
    const at = positionOf(bound, length);
    if (typeof at !== "number") return at;
    ends[index as 0 | 1] = at;
  }
  const [start, end] = ends;
  if (start > end) return { error: `invalid slice index: ${start} > ${end}` };
  return isAscii(it) ? { value: it.slice(start, end) } : { unsupported: "slice of that text" };
}

function positionOf(at: Value, most: number): number | { readonly error: string } {
  if (at === null) return { error: "cannot index slice/array with nil" };
  if (typeof at !== "bigint") {
    return { error: `cannot index slice/array with type ${typeName(at)}` };
  }
  return at < 0n || at > BigInt(most) ? { error: `index out of range: ${at}` } : Number(at);
}

const isAscii = (text: string): boolean => utf8Length(text) === text.length;

const INCOMPARABLE = "invalid type for comparison";

function equalsOne(it: Value, others: readonly Value[]): Called {
  if (others.length === 0) return { error: "missing argument for comparison" };
  for (const other of others) {
    const isNil = (value: Value) => value === null || (isMap(value) && !isTrue(value));
    if (typeof it === typeof other && typeof it !== "object") {
      if (it === other) return { value: true };
    } else if (isNil(it) || isNil(other)) {
      const isBoth = isNil(it) && isNil(other);
      if (isBoth) return { value: true };
      if (it !== null && other !== null) return incompatible(it, other);
    } else if (isMap(it) && isMap(other)) {
      return { error: `non-comparable type ${printed(other)}: ${typeName(other)}` };
    } else return incompatible(it, other);
  }
  return { value: false };
}

const incompatible = (a: Value, b: Value): Called => ({
  error: `incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`,
});

function isLess(a: Value, b: Value): Called {
  if (typeof a === "object" || typeof b === "object") return { error: INCOMPARABLE };
  if (typeof a !== typeof b) return incompatible(a, b);
  return typeof a === "boolean" ? { error: INCOMPARABLE } : { value: a < b };
}

function isAtMost(a: Value, b: Value): Called {
  const less = isLess(a, b);
  return "value" in less && less.value === false ? equalsOne(a, [b]) : less;
}

const negated = (called: Called): Called => ("value" in called ? { value: !called.value } : called);

const escapeHtml = (text: string): string => text.replace(/[\0"'&<>]/g, (it) => HTML.get(it) ?? it);

const HTML: ReadonlyMap<string, string> = new Map([
  ["\0", "\ufffd"],
  ['"', "&#34;"],
  ["'", "&#39;"],
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

function escapeScript(text: string): Called {
  if (!isAscii(text)) return { unsupported: "js of that text" };
  let value = "";
  for (const it of text) value += scriptCharacter(it);
  return { value };
}

function scriptCharacter(it: string): string {
  if (it === "\\" || it === "'" || it === '"') return `\\${it}`;
  if (it >= " " && !"<>&=".includes(it)) return it;
  return `\\u${it.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
