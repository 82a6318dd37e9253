import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { comparedRollout } from "../support/comparedRollout.ts";
import { demoRollout } from "../support/demoRollout.ts";

/** The same rollouts as in `flagger.slow.test.ts`, played by the Flagger of the demo cluster through its API. */
const own = join(import.meta.dirname, "flagger");
const shared = join(import.meta.dirname, "../../../shared/conformance/flagger");

const recordingsIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((it) => /^[a-z]{2}\d\d-.*\.json$/.test(it)) : [];

function expectSame(folder: string, file: string): void {
  let refused: readonly string[] = [];
  const { recorded, replayed } = comparedRollout(
    readFileSync(join(folder, file), "utf8"),
    (recording) => {
      const played = demoRollout(recording);
      refused = played.refused;
      return played.ticks;
    },
  );
  expect(recorded.length).toBeGreaterThan(0);
  expect(replayed).toEqual(recorded);
  expect(refused).toEqual([]);
}

describe("our recorded rollouts", () => {
  test.each(recordingsIn(own))("%s", (file) => expectSame(own, file));
});

const recordings = recordingsIn(shared);

describe.skipIf(recordings.length === 0)("recorded rollouts", () => {
  test.each(recordings)("%s", (file) => expectSame(shared, file));
});

test.runIf(recordings.length === 0)(
  "the folder ../shared is not beside the checkout: its rollouts were not compared",
  () => {
    expect(existsSync(shared)).toBe(false);
  },
);
