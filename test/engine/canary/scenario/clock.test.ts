import { expect, test } from "vitest";
import { after, clockOf, withInterval } from "../../../../server/engine/canary/scenario/clock.ts";
import { tookOf } from "../../../../server/engine/canary/scenario/took.ts";

/** When the ticks of a job come that take so long, from one at 0. */
function ticks(interval: number, took: readonly number[]): readonly number[] {
  let clock = clockOf(0, interval);
  let at = 0;
  return took.map((it) => {
    ({ at, clock } = after(clock, at, it));
    return at;
  });
}

test("one tick an interval", () => {
  expect(ticks(10, [0, 0, 0])).toEqual([10, 20, 30]);
});

test("a slow tick is followed at once by the next; the beats that it missed are lost", () => {
  expect(ticks(10, [25, 0, 0])).toEqual([25, 30, 40]);
});

test("another interval begins a new job in the next round of the scheduler", () => {
  const changed = withInterval(clockOf(0, 60), 60, 20, 10);
  const first = after(changed, 60, 0);
  expect(first.at).toBe(70);
  expect(after(first.clock, first.at, 0).at).toBe(90);
});

test("a webhook that is asked again costs its answers and the waits between", () => {
  const hook = (status: number, delay: number) =>
    ({
      call: "webhook",
      webhook: "test",
      type: "rollout",
      phase: "Progressing",
      answer: { status, delay },
    }) as const;
  expect(tookOf([hook(500, 100), hook(500, 100), hook(200, 100)])).toBeCloseTo(3.3);
  expect(tookOf([hook(403, 0), hook(403, 0)])).toBe(0);
});
