import type { Place } from "../../apiserver/inside.ts";

/** How long to wait after failures in a row, as Flux's controllers do: from 750 ms on, twice as long each time, 15 min at most. */
export interface Backoff {
  /** One more failure: the milliseconds until the next try. */
  readonly failed: (place: Place) => number;
  readonly passed: (place: Place) => void;
}

export function newBackoff(): Backoff {
  const counts = new Map<string, number>();
  const keyOf = ({ kind, namespace, name }: Place) => `${kind} ${namespace}/${name}`;
  return {
    failed(place) {
      const count = counts.get(keyOf(place)) ?? 0;
      counts.set(keyOf(place), count + 1);
      return Math.min(750 * 2 ** count, 15 * 60_000);
    },
    passed: (place) => void counts.delete(keyOf(place)),
  };
}
