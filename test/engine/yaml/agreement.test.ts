import fc from "fast-check";
import { expect, test } from "vitest";
import { agree, type Share } from "./agree.ts";
import { arbitraryDocument, arbitraryEdits } from "./arbitrary.ts";

/** Runs of this size find most slips; `agreement.slow.test.ts` runs two hundred times as many. */
const numRuns = 250;

function agreeOnAll(texts: fc.Arbitrary<string>): Share {
  let share: Share = { taken: 0, left: 0 };
  fc.assert(
    fc.property(texts, (text) => {
      const { taken, left } = agree(text);
      share = { taken: share.taken + taken, left: share.left + left };
    }),
    { numRuns, seed: 1 },
  );
  return share;
}

test("the fast reader says what the library says, or nothing", () => {
  const { taken } = agreeOnAll(arbitraryDocument());
  expect(taken).toBeGreaterThan(numRuns / 4);
});

test("so it does after edits", () => {
  const { taken } = agreeOnAll(arbitraryEdits(arbitraryDocument()));
  expect(taken).toBeGreaterThan(numRuns / 8);
});
