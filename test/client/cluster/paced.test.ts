import { expect, test } from "vitest";
import { paced } from "../../../client/cluster/paced.ts";
import { turnedTime } from "./support/turnedTime.ts";

/** When something is done, in milliseconds, that is asked for at these moments, every 150 ms at most. */
async function doneAt(...asked: readonly number[]): Promise<readonly number[]> {
  const time = turnedTime();
  const start = time.now();
  const done: number[] = [];
  const { ask } = paced(() => done.push(time.now() - start), 150, time);
  for (const moment of asked) {
    await time.turn(start + moment - time.now());
    ask();
  }
  await time.turn(1000);
  return done;
}

test("one alone is done at once", async () => {
  expect(await doneAt(0)).toEqual([10]);
  expect(await doneAt(0, 500)).toEqual([10, 510]);
});

test("what comes together is done once", async () => {
  expect(await doneAt(0, 3, 9)).toEqual([10]);
});

test("a flock is followed at its pace, and nothing of it is left out", async () => {
  const flock = Array.from({ length: 40 }, (_, index) => index * 10);
  expect(await doneAt(...flock)).toEqual([10, 160, 310, 460]);
});

test("what was called off is not done", async () => {
  const time = turnedTime();
  let count = 0;
  const it = paced(() => count++, 150, time);
  it.ask();
  expect(it.isDue()).toBe(true);
  it.cancel();
  await time.turn(1000);
  expect([count, it.isDue(), time.waiting()]).toEqual([0, false, 0]);
});
