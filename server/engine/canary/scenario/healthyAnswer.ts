import { memo } from "../../memo.ts";
import type { MetricAnswer } from "../call.ts";
import type { MetricEntry } from "../canary.ts";

/** What is asked of a metric: the inclusive bounds of all entries of its name. */
export interface Bounds {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** By name, as scenarios speak of metrics. flagger.md §5.4 */
export const boundsOf: (metrics: readonly MetricEntry[]) => ReadonlyMap<string, Bounds> = memo(
  (metrics) => {
    const found = new Map<string, Bounds>();
    for (const it of metrics) {
      const isRate = it.name === "request-success-rate";
      const old = {
        min: isRate ? it.threshold : undefined,
        max: isRate ? undefined : it.threshold,
      };
      const { min = LEAST, max = MOST } = it.thresholdRange ?? old;
      const known = found.get(it.name) ?? { min: LEAST, max: MOST };
      const both = { min: Math.max(known.min, min), max: Math.min(known.max, max) };
      found.set(it.name, { name: it.name, ...both });
    }
    return found;
  },
);

const LEAST = Number.NEGATIVE_INFINITY;
const MOST = Number.POSITIVE_INFINITY;

/**
 * What a metric answers while all is well: every request succeeds, and soon, as far as the bounds take that; any other
 * metric stands well inside its bounds. Durations in whole milliseconds.
 */
export function healthyAnswer({ name, min, max }: Bounds): MetricAnswer {
  if (name === "request-success-rate") return Math.min(Math.max(100, min), max);
  if (name === "request-duration") {
    return Math.max(Math.min(SOON, Math.max(Math.trunc(max / 2), 0)), Math.ceil(min));
  }
  if (max === MOST) return min === LEAST ? 0 : min;
  if (min === LEAST) return max > 0 ? max / 2 : max;
  return (min + max) / 2;
}

/** Milliseconds. */
const SOON = 20;

/** What a metric answers when the canary does badly; `undefined` where no answer would be bad, as nothing is compared. */
export function badAnswer({ name, min, max }: Bounds): MetricAnswer | undefined {
  if (name === "request-success-rate") return min > 0 ? Math.min(25, min / 2) : undefined;
  if (max < MOST) return max > 0 ? max * 2 : max + 1;
  return min > LEAST ? (min > 0 ? min / 2 : min - 1) : undefined;
}
