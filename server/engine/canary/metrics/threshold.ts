import type { Path } from "../../node.ts";
import type { Canary, MetricEntry } from "../canary.ts";
import { durationText, millisecondsOf, shortest, twoDecimals } from "./format.ts";
import type { MetricsVerdict } from "./verdict.ts";

/** What a value is held against: the built-in ones have rules of their own. */
export type Measure = "success rate" | "duration" | "other";

/**
 * Compares a value with the bounds of its metric. `thresholdRange` wins entirely, and bounds are inclusive.
 * flagger.md §5.4
 *
 * @param value in percent, in milliseconds, or as answered
 * @param at path of the metric in the Canary
 */
export function judge(
  measure: Measure,
  value: number,
  metric: MetricEntry,
  canary: Canary,
  at: Path,
): MetricsVerdict | undefined {
  const crossed = boundCrossed(measure, value, metric);
  if (!crossed) return undefined;
  const { sign, bound, field } = crossed;
  const texts = textsOf(measure, value, bound, metric.name);
  const side = sign === "<" ? "below" : "above";
  const key = field.join(".");
  return {
    failed: `Halt ${canary.name}.${canary.namespace} advancement ${texts.what} ${texts.value} ${sign} ${texts.bound}`,
    why: {
      text: `${metric.name} is ${texts.value}, ${side} ${key} ${texts.bound}.`,
      at: [...at, ...field],
    },
  };
}

interface Crossed {
  readonly sign: "<" | ">";
  readonly bound: number;
  readonly field: readonly ["thresholdRange", "min" | "max"] | readonly ["threshold"];
}

function boundCrossed(measure: Measure, value: number, metric: MetricEntry): Crossed | undefined {
  const { thresholdRange: range, threshold } = metric;
  if (range) {
    const { min, max } = range;
    if (min !== undefined && isLess(measure, value, min)) {
      return { sign: "<", bound: min, field: ["thresholdRange", "min"] };
    }
    return max !== undefined && isMore(measure, value, max)
      ? { sign: ">", bound: max, field: ["thresholdRange", "max"] }
      : undefined;
  }
  if (measure === "success rate") {
    return threshold > value ? { sign: "<", bound: threshold, field: ["threshold"] } : undefined;
  }
  return isMore(measure, value, threshold)
    ? { sign: ">", bound: threshold, field: ["threshold"] }
    : undefined;
}

/** Durations are compared in whole milliseconds. */
const isLess = (measure: Measure, value: number, bound: number): boolean =>
  measure === "duration" ? millisecondsOf(value) < millisecondsOf(bound) : value < bound;

const isMore = (measure: Measure, value: number, bound: number): boolean =>
  measure === "duration" ? millisecondsOf(value) > millisecondsOf(bound) : value > bound;

function textsOf(measure: Measure, value: number, bound: number, name: string) {
  if (measure === "duration") {
    const [it, other] = [value, bound].map((each) => durationText(millisecondsOf(each)));
    return { what: "request duration", value: it, bound: other };
  }
  const unit = measure === "success rate" ? "%" : "";
  return {
    what: measure === "success rate" ? measure : name,
    value: `${twoDecimals(value)}${unit}`,
    bound: `${shortest(bound)}${unit}`,
  };
}
