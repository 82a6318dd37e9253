import type { MetricEntry } from "../canary.ts";
import { boundsOf, healthyAnswer } from "../scenario/healthyAnswer.ts";

/** A metric as pictures show it. */
export interface MetricScale {
  readonly name: string;
  /** `%`, `ms` or nothing. */
  readonly unit: string;
  /** Inclusive; absent where nothing is compared. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Between these, something is to be seen. */
  readonly from: number;
  readonly to: number;
  readonly healthy: number;
}

/** One scale for each entry, as entries of one name share what is asked. */
export function metricScales(metrics: readonly MetricEntry[]): readonly MetricScale[] {
  const bounds = boundsOf(metrics);
  return metrics.flatMap(({ name }) => {
    const found = bounds.get(name);
    if (!found) return [];
    const [min, max] = [found.min, found.max].map((it) => (Number.isFinite(it) ? it : undefined));
    const answer = healthyAnswer(found);
    const healthy = typeof answer === "number" ? answer : 0;
    return [{ name, unit: UNITS[name] ?? "", min, max, healthy, ...rangeOf(name, min, max) }];
  });
}

const UNITS: Readonly<Record<string, string>> = {
  "request-success-rate": "%",
  "request-duration": "ms",
};

/** Room on the bad side of each bound, so that a person can drag a value over it. */
function rangeOf(name: string, min: number | undefined, max: number | undefined) {
  if (name === "request-success-rate") {
    const least = min ?? 0;
    const to = Math.max(100, max ?? 100);
    return { from: least <= 0 || least >= to ? 0 : Math.max(0, to - 2.5 * (to - least)), to };
  }
  if (min === undefined && max === undefined) return { from: 0, to: 100 };
  if (min === undefined) return upTo(max ?? 0);
  if (max === undefined)
    return { from: Math.min(0, 2 * min), to: min === 0 ? 1 : Math.max(0, 2 * min) };
  const room = Math.max(max - min, Math.abs(max) / 2, 1e-9);
  return { from: min - room, to: max + room };
}

const upTo = (max: number) =>
  max > 0 ? { from: 0, to: 2 * max } : { from: 2 * max - 1, to: max === 0 ? 1 : 0 };
