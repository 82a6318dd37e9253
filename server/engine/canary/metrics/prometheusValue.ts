import { goQuote } from "../../goQuote.ts";
import { empty, failed, type Outcome } from "./outcome.ts";

/** What Flagger makes of the values of several series: the last text that is a number counts, NaN is nothing. */
export function lastOf(values: readonly unknown[]): Outcome {
  let last: number | undefined;
  for (const value of values) {
    if (typeof value === "number") last = value;
    if (typeof value !== "string") continue;
    last = floatOf(value);
    const why = last === undefined ? "invalid syntax" : "value out of range";
    const isBeyond = Math.abs(last ?? 0) === Infinity && !INFINITE.test(value);
    if (last === undefined || isBeyond) {
      return failed(`strconv.ParseFloat: parsing ${goQuote(value)}: ${why}`);
    }
  }
  return last === undefined || Number.isNaN(last) ? empty() : { value: last };
}

const INFINITE = /^[+-]?inf(inity)?$/i;

/** A number as Prometheus writes it. */
function floatOf(text: string): number | undefined {
  if (INFINITE.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(text)) return Number.NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
