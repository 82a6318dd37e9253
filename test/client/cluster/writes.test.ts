import { expect, test } from "vitest";
import { walked } from "./support/walked.ts";

test("10,000 random steps: no change reaches a server that is not the pinned one, and none without its confirmation", async () => {
  const { steps, sent } = await walked(100);
  expect(steps).toBe(10_000);
  // The walk is worth nothing when hardly anything gets through.
  expect(sent).toBeGreaterThan(500);
});
