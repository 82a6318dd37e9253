import { expect, test } from "vitest";
import { runs } from "../../support/runs.ts";
import { walked } from "./support/walked.ts";

const walks = runs(40, 100);

test(`${walks * 100} random steps: no change reaches a server that is not the pinned one, and none without its confirmation`, async () => {
  const { steps, sent, seen } = await walked(walks);
  expect(steps).toBe(walks * 100);
  // The walk is worth nothing when hardly anything gets through.
  expect(sent).toBeGreaterThan(walks * 5);
  expect(seen).toBeGreaterThan(walks * 5);
});
