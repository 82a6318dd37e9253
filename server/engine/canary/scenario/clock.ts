/** When Flagger looks at a Canary: at once when a job begins, then once an interval. flagger.md §0.2 */
export interface Clock {
  /** When the job that runs now began, in seconds since tick 0. */
  readonly began: number;
  /** Seconds between two ticks of it. */
  readonly interval: number;
  /** The job that replaces it, once the scheduler has noticed another interval. */
  readonly next: { readonly began: number; readonly interval: number } | undefined;
}

export const clockOf = (began: number, interval: number): Clock => ({
  began,
  interval,
  next: undefined,
});

/** The scheduler compares intervals in rounds of its own, in seconds, counted from tick 0. */
export function withInterval(clock: Clock, at: number, interval: number, round: number): Clock {
  const noticed = round > 0 ? (Math.floor(at / round) + 1) * round : at;
  return { ...clock, next: { began: noticed, interval } };
}

/**
 * The tick after one that began `at` and took so many seconds. A tick that takes longer than the interval has the next
 * one follow at once; further beats that it missed are lost.
 */
export function after(
  clock: Clock,
  at: number,
  took: number,
): { readonly at: number; readonly clock: Clock } {
  const { began, interval, next } = clock;
  const beats = Math.floor((at - began) / interval + 1e-9) + 1;
  const due = Math.max(began + beats * interval, at + took);
  if (next && next.began <= due) {
    return { at: Math.max(next.began, at + took), clock: clockOf(next.began, next.interval) };
  }
  return { at: due, clock };
}
