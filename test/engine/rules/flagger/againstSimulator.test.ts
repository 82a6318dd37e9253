import { expect, test } from "vitest";
import { readAndPlayed } from "./readAndPlayed.ts";

// More of these are in againstSimulator.slow.test.ts.

test.for([
  ["stepWeight: 30\nmaxWeight: 50", "linkerd"],
  ["iterations: 5", "kubernetes"],
] as const)("%s (%s) takes as long as it does when it is played", ([analysis, provider]) => {
  const { ticks, played } = readAndPlayed(analysis, provider);
  expect(played.earliest?.ticks).toBeDefined();
  expect(ticks).toBe(played.earliest?.ticks);
});

test("a step of 0 is found, and never ends when it is played", () => {
  const { codes, ticks, played } = readAndPlayed("stepWeight: 0", "linkerd");
  expect(codes).toContain("step-weight-zero");
  expect(played.presets.healthy.outcome).toBe("endless");
  expect(ticks).toBeUndefined();
});
