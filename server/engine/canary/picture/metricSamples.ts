import type { MetricSample } from "../../../../protocol/canary.ts";
import type { Call, MetricAnswer, Query } from "../call.ts";
import type { MetricEntry } from "../canary.ts";

/**
 * What each metric answered in a tick; null where it was not asked. The first check that fails ends the questions, so only the
 * last one can have failed.
 *
 * @param durationScale milliseconds in the unit in which request-duration is answered
 */
export function metricSamples(
  calls: readonly Call[],
  metrics: readonly MetricEntry[],
  durationScale: number,
): readonly (MetricSample | null)[] {
  const asked = calls.filter((it): it is Query => it.call === "query" && it.text !== "vector(1)");
  const last = asked.at(-1);
  const left = [...asked];
  return metrics.map((metric, index) => {
    const at = left.findIndex((it) => it.metric === metric.name);
    const [query] = at < 0 ? [] : left.splice(at, 1);
    if (!query) return null;
    const value = numberIn(query, durationScale);
    const failed = query === last && hasFailed(calls, query, value, metric, index);
    return { value, text: wordsOf(query.answer, value, metric.name), passed: !failed };
  });
}

function numberIn({ answer, metric }: Query, scale: number): number | null {
  const last = lastOf(answer);
  if (typeof last !== "number") return null;
  // Rounding must not show: 0.515 s is 515 ms.
  return metric === "request-duration" ? Math.round(last * scale * 1000) / 1000 : last;
}

function lastOf(answer: MetricAnswer): unknown {
  return typeof answer === "object" && answer !== null && "series" in answer
    ? answer.series.at(-1)
    : answer;
}

function hasFailed(
  calls: readonly Call[],
  query: Query,
  value: number | null,
  metric: MetricEntry,
  index: number,
): boolean {
  const warning = calls
    .slice(calls.indexOf(query))
    .find((it) => it.call === "event" && it.type === "Warning");
  if (warning?.call !== "event") return false;
  const [, , list, number] = warning.why?.at ?? [];
  const isAbout = list === "metrics" && number === index;
  return isAbout || value === null || isOutside(value, metric);
}

function isOutside(value: number, { thresholdRange: range, threshold, name }: MetricEntry) {
  if (range) return value < (range.min ?? value) || value > (range.max ?? value);
  return name === "request-success-rate" ? value < threshold : value > threshold;
}

function wordsOf(answer: MetricAnswer, value: number | null, name: string): string {
  if (typeof answer === "object" && answer !== null && "status" in answer) {
    return `error ${answer.status}`;
  }
  const last = lastOf(answer);
  if (value === null) return last === "NaN" ? "NaN" : "no data";
  const rounded = String(Math.round(value * 100) / 100);
  if (name === "request-success-rate") return `${rounded} %`;
  return name === "request-duration" ? `${rounded} ms` : rounded;
}
