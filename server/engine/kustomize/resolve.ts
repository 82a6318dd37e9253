import { floatOf, integerOf } from "./numbers.ts";
import { timestampOf } from "./timestamps.ts";

/** What the text of a scalar without quotes stands for. A timestamp is given as it is printed. */
export type Resolved =
  | { readonly tag: "!!str"; readonly value: string }
  | { readonly tag: "!!int"; readonly value: bigint }
  | { readonly tag: "!!float"; readonly value: number }
  | { readonly tag: "!!bool"; readonly value: boolean }
  | { readonly tag: "!!null"; readonly value: null }
  | { readonly tag: "!!timestamp"; readonly value: string };

/** As go-yaml v3 reads it: https://github.com/yaml/go-yaml/blob/v3.0.3/resolve.go */
export function resolvePlain(text: string, dates = true): Resolved {
  switch (HINTS[text.charCodeAt(0)]) {
    case NUMBER:
      return WORDS.get(text) ?? (dates ? dateOf(text) : undefined) ?? numberOf(text);
    case DOT:
      return WORDS.get(text) ?? fraction(text);
    case WORD:
      return WORDS.get(text) ?? { tag: "!!str", value: text };
    default:
      return text === "" ? NULL : { tag: "!!str", value: text };
  }
}

/** As go-yaml v2 reads it, which follows YAML 1.1: `yes`, `off` and `n` are booleans. */
export function resolve11(text: string): Resolved {
  switch (HINTS[text.charCodeAt(0)]) {
    case NUMBER:
      return WORDS.get(text) ?? dateOf(text) ?? numberOf(text);
    case DOT:
      return WORDS.get(text) ?? fraction(text);
    case WORD:
      return WORDS.get(text) ?? OLD_WORDS.get(text) ?? { tag: "!!str", value: text };
    default:
      return text === "" ? NULL : { tag: "!!str", value: text };
  }
}

/** Is the text a string to all readers of YAML, at first sight? Most are. */
export const isSurelyText = (text: string): boolean => {
  const first = text.charCodeAt(0);
  return first < 128 ? HINTS[first] === 0 : text !== "";
};

/** Does bare text stand for nothing? */
export const isNullText = (text: string): boolean =>
  text.length === 4 ? NULLS.has(text) : text === "" || text === "~";

const NULLS: ReadonlySet<string> = new Set(["null", "Null", "NULL"]);

const NULL: Resolved = { tag: "!!null", value: null };

const words = (value: Resolved, text: string) =>
  text.split(" ").map((it): readonly [string, Resolved] => [it, value]);

const WORDS: ReadonlyMap<string, Resolved> = new Map([
  ...words(NULL, "~ null Null NULL"),
  ...words({ tag: "!!bool", value: true }, "true True TRUE"),
  ...words({ tag: "!!bool", value: false }, "false False FALSE"),
  ...words({ tag: "!!float", value: Number.NaN }, ".nan .NaN .NAN"),
  ...words({ tag: "!!float", value: Number.POSITIVE_INFINITY }, ".inf .Inf .INF +.inf +.Inf +.INF"),
  ...words({ tag: "!!float", value: Number.NEGATIVE_INFINITY }, "-.inf -.Inf -.INF"),
]);

const OLD_WORDS: ReadonlyMap<string, Resolved> = new Map([
  ...words({ tag: "!!bool", value: true }, "y Y yes Yes YES on On ON"),
  ...words({ tag: "!!bool", value: false }, "n N no No NO off Off OFF"),
]);

const NUMBER = 1;
const DOT = 2;
const WORD = 3;

/** What the first character says a text may be: nearly all are strings at first sight. */
const HINTS = (() => {
  const hints = new Uint8Array(128);
  for (const it of "0123456789+-") hints[it.charCodeAt(0)] = NUMBER;
  for (const it of "yYnNtTfFoO~") hints[it.charCodeAt(0)] = WORD;
  hints[".".charCodeAt(0)] = DOT;
  return hints;
})();

function dateOf(text: string): Resolved | undefined {
  const value = timestampOf(text);
  return value === undefined ? undefined : { tag: "!!timestamp", value };
}

function numberOf(text: string): Resolved {
  const plain = text.includes("_") ? text.replaceAll("_", "") : text;
  const integer = integerOf(plain);
  if (integer !== undefined) return { tag: "!!int", value: integer };
  const float = floatOf(plain);
  return float === undefined ? { tag: "!!str", value: text } : { tag: "!!float", value: float };
}

/** Text that starts with a dot is given to Go's parser of floats as it is. */
function fraction(text: string): Resolved {
  const float =
    /^\.[0-9_]/.test(text) && !/__|_$|_[eE]|[eE_.]_/.test(text)
      ? floatOf(text.replaceAll("_", ""))
      : undefined;
  return float === undefined ? { tag: "!!str", value: text } : { tag: "!!float", value: float };
}
