import { expect, test } from "vitest";
import { walked } from "./support/walked.ts";

test("10,000 random steps: no change reaches a server that is not the pinned one, and none without its confirmation", {
  timeout: 60_000,
}, async () => {
  const { steps, sent, seen } = await walked(100);
  expect(steps).toBe(10_000);
  // The walk is worth nothing when hardly anything gets through.
  expect(sent).toBeGreaterThan(500);
  expect(seen).toBeGreaterThan(500);
});
