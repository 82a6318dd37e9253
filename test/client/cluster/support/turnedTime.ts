import type { Time } from "../../../../client/cluster/api/time.ts";

/** A clock that stands still until the test turns it, and dice that always show the same. */
export interface TurnedTime extends Time {
  /** Lets so many milliseconds pass, and all that is due in them happen. */
  turn(milliseconds: number): Promise<void>;
  /** How many timers are set. */
  readonly waiting: () => number;
}

export function turnedTime(random = () => 0.999): TurnedTime {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    random,
    waiting: () => timers.size,
    async turn(milliseconds) {
      const end = now + milliseconds;
      await settled();
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = end;
    },
  };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
