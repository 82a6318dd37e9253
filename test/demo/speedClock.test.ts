import { expect, test } from "vitest";
import { speedClock } from "../../demo/shell/speedClock.ts";
import { handClock } from "./support/handClock.ts";

test("what waits comes sooner when the clock runs faster, and time never goes back", async () => {
  const hand = handClock("1970-01-01T00:00:00Z");
  const clock = speedClock(() => hand.now().getTime(), hand.after);
  const seen: string[] = [];
  const seconds = () => clock.now().getTime() / 1000;
  clock.after(60_000, () => seen.push(`a minute, at ${seconds()}`));
  clock.after(30_000, () => seen.push(`half a minute, at ${seconds()}`));
  const cancel = clock.after(40_000, () => seen.push("never"));
  await hand.turn(10);
  expect(seconds()).toBe(10);
  clock.setSpeed(5);
  expect(seconds()).toBe(10);
  cancel();
  await hand.turn(4);
  expect(seconds()).toBe(30);
  clock.setSpeed(1);
  await hand.turn(30);
  expect(seen).toEqual(["half a minute, at 30", "a minute, at 60"]);
});
