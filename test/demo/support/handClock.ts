import type { Cluster } from "../../../demo/apiserver/cluster.ts";

/** A clock that stands still until somebody turns it. */
export interface HandClock extends Pick<Cluster, "now" | "after"> {
  /** Turns it on by so many seconds; what becomes due on the way happens at its moment, and `settled` is awaited after each. */
  readonly turn: (seconds: number, settled?: () => Promise<void>) => Promise<void>;
}

export function handClock(start = "2026-11-21T09:00:00Z"): HandClock {
  let now = Date.parse(start);
  let count = 0;
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>();
  const first = (until: number) =>
    [...timers]
      .filter(([, it]) => it.due <= until)
      .sort(([a, one], [b, other]) => one.due - other.due || a - b)[0];
  return {
    now: () => new Date(now),
    after(milliseconds, callback) {
      const id = count++;
      timers.set(id, { due: now + milliseconds, callback });
      return () => timers.delete(id);
    },
    async turn(seconds, settled = async () => {}) {
      const until = now + seconds * 1000;
      await settled();
      for (let next = first(until); next; next = first(until)) {
        const [id, { due, callback }] = next;
        timers.delete(id);
        now = Math.max(now, due);
        callback();
        await settled();
      }
      now = until;
    },
  };
}
