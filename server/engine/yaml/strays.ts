import { endOf, type Foreign, type ForeignPair, startOf } from "./foreign.ts";
import { startsLine } from "./mistakes.ts";
import { pairStart } from "./pairStart.ts";
import { plainValue } from "./scalars.ts";

/** A pair as its author meant it. */
export interface MeantPair extends ForeignPair {
  /** The line of the key has no colon. */
  readonly stray: boolean;
  /** The lines below were taken for a part of this value; what the library says of this line is about them. */
  readonly swallowed: boolean;
}

/**
 * The library reads plain text across lines, so a line without a colon, or one indented too deep,
 * becomes a part of the next key; and all below `a: b: c` becomes a part of `b`.
 * Here each line is a pair again, and the keys behind it are saved.
 */
export function meantPairs(text: string, pairs: readonly ForeignPair[]): readonly MeantPair[] {
  return pairs.flatMap((pair) => meantPair(text, pair));
}

function meantPair(text: string, pair: ForeignPair): readonly MeantPair[] {
  if (isExplicit(pair)) return [{ ...pair, stray: false, swallowed: false }];
  const keys = linesOf(text, pair.key);
  const strays = keys
    .slice(0, -1)
    .map((key): MeantPair => ({ key, value: null, stray: true, swallowed: false }));
  const key = keys.at(-1) ?? pair.key;
  const parts = swallowedPairs(text, pair.value) ?? compactPairs(text, pair.value);
  if (parts) {
    const { value, swallowed } = parts;
    const own = { ...pair, key, value, stray: false, swallowed };
    return [...strays, own, ...meantPairs(text, parts.pairs)];
  }
  // Behind a mistake on the same line the library has more to say than that a colon is missing.
  if (key && !hasColon(pair) && !startsLine(text, startOf(key))) return strays;
  return [...strays, { ...pair, key, stray: !hasColon(pair), swallowed: false }];
}

const isExplicit = ({ srcToken }: ForeignPair) =>
  srcToken?.start?.some((it) => it.type === "explicit-key-ind") === true;

const hasColon = ({ srcToken }: ForeignPair) =>
  srcToken?.sep?.some((it) => it.type === "map-value-ind") === true;

/** The lines of a plain scalar, each as a scalar; none when it stands on one line. */
function linesOf(text: string, foreign: Foreign | null | undefined): readonly Foreign[] {
  if (foreign?.type !== "PLAIN" || foreign.tag || foreign.anchor) return [];
  const written = text.slice(startOf(foreign), endOf(foreign));
  if (!written.includes("\n")) return [];
  return [...written.matchAll(/\S(?:.*\S)?/g)].map(({ 0: line, index }) =>
    plain(line, startOf(foreign) + index),
  );
}

function plain(source: string, start: number): Foreign {
  const end = start + source.length;
  return { range: [start, end, end], type: "PLAIN", source, value: plainValue(source) };
}

/**
 * `a: 1` and a deeper `b: 2` below come as `a` with a mapping whose first key is `1 b`.
 * Answers the value that was meant and the pairs that follow.
 */
function swallowedPairs(text: string, value: Foreign | null) {
  if (value?.srcToken?.type !== "block-map") return undefined;
  const [first, ...others] = (value.items ?? []) as readonly ForeignPair[];
  const lines = linesOf(text, first?.key);
  const [own, last] = [lines[0], lines.at(-1)];
  if (!first || !own || !last) return undefined;
  // A mapping that starts a line of its own is one; here its first line is the end of another.
  if (startsLine(text, pairStart(first) ?? startOf(own))) return undefined;
  const written = text.slice(startOf(own), endOf(lines.at(-2) ?? own));
  return {
    value: plain(written.replace(/\s+/g, " "), startOf(own)),
    pairs: [{ ...first, key: last }, ...others],
    swallowed: true,
  };
}

/** Of `a: b: c` and keys below it: the value that was meant, `b: c`, and the keys. */
function compactPairs(text: string, value: Foreign | null) {
  if (value?.srcToken?.type !== "block-map") return undefined;
  const [first, ...others] = (value.items ?? []) as readonly ForeignPair[];
  if (!first?.key || startsLine(text, pairStart(first) ?? startOf(first.key))) return undefined;
  const end = first.value ? endOf(first.value) : endOf(first.key) + 1;
  const written = text.slice(startOf(first.key), end);
  const whole = written.includes("\n")
    ? { ...value, items: [first] }
    : plain(written, startOf(first.key));
  return { value: whole, pairs: others, swallowed: false };
}
