import type { JsonSchema } from "./jsonSchema.ts";

/** What a field takes for a duration. Flux, the `timeout` of its sources, Flagger and Gateway API all differ. */
export interface DurationGrammar {
  /** The longest first. */
  readonly units: readonly Unit[];
  /** Is `1.5h` one? */
  readonly fractions: boolean;
  /** Is `1h30m` one? */
  readonly sums: boolean;
}

export type Unit = "h" | "m" | "s" | "ms";

/** The grammar behind a pattern such as `^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`; `undefined` for other patterns. */
export function grammarOf({ pattern }: JsonSchema): DurationGrammar | undefined {
  const found = pattern && /\(((?:ms|s|m|h)(?:\|(?:ms|s|m|h))+)\)/.exec(pattern)?.[1]?.split("|");
  if (!found) return undefined;
  return {
    units: lengths.flatMap(([unit]) => (found.includes(unit) ? [unit] : [])),
    fractions: pattern.includes("\\."),
    sums: /\)[+{]/.test(pattern.slice(pattern.indexOf("|"))),
  };
}

/** What the author of `60`, `1d`, `5 minutes` or `1h` meant, in that grammar; `undefined` when unsure. */
export function durationMeant(text: string, grammar: DurationGrammar): string | undefined {
  const parts = partsOf(text);
  const total = parts?.reduce((sum, { amount, unit }) => sum + amount * milliseconds(unit), 0);
  if (!parts || !total || !Number.isInteger(total)) return undefined;
  const fits = ({ amount, unit }: Part) =>
    grammar.units.includes(unit as Unit) && (grammar.fractions || Number.isInteger(amount));
  if (parts.every(fits) && (parts.length === 1 || grammar.sums)) {
    return parts.map(({ amount, unit }) => `${amount}${unit}`).join("");
  }
  const written = parts.at(-1)?.unit as Unit;
  // Seconds stay seconds where they can: 90s, not 1.5m.
  const order = [written, ...grammar.units].filter((it) => grammar.units.includes(it));
  const unit = order.find((it) => total % milliseconds(it) === 0);
  return unit && `${total / milliseconds(unit)}${unit}`;
}

const lengths: readonly (readonly [Unit, number])[] = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];

interface Part {
  readonly amount: number;
  readonly unit: Unit | "d" | "w";
}

function milliseconds(unit: Part["unit"]): number {
  if (unit === "d") return 24 * 3_600_000;
  if (unit === "w") return 7 * 24 * 3_600_000;
  return lengths.find(([it]) => it === unit)?.[1] ?? 1;
}

/** `1h 30min` in parts; a bare number is seconds. */
function partsOf(text: string): readonly Part[] | undefined {
  const whole = text.trim().toLowerCase();
  if (/^\d+$/.test(whole)) return [{ amount: Number(whole), unit: "s" }];
  const PART = /(\d+(?:\.\d+)?)\s*([a-z]+)\s*/y;
  const parts: Part[] = [];
  while (PART.lastIndex < whole.length) {
    const [, amount, word = ""] = PART.exec(whole) ?? [];
    const unit = spellings.find(([spelling]) => spelling.test(word))?.[1];
    if (amount === undefined || !unit) return undefined;
    parts.push({ amount: Number(amount), unit });
  }
  return parts.length > 0 ? parts : undefined;
}

const spellings: readonly (readonly [RegExp, Part["unit"]])[] = [
  [/^(ms|msecs?|millis|milliseconds?)$/, "ms"],
  [/^(s|secs?|seconds?)$/, "s"],
  [/^(m|mins?|minutes?)$/, "m"],
  [/^(h|hrs?|hours?)$/, "h"],
  [/^(d|days?)$/, "d"],
  [/^(w|weeks?)$/, "w"],
];
