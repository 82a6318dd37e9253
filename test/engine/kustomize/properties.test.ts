import fc from "fast-check";
import { expect, test } from "vitest";
import { properties } from "../../kustomize/properties.ts";

// The same each time, and few; properties.slow.test.ts looks further.
test.each(properties.map((it) => [it.name, it] as const))("%s", (_, { of }) => {
  fc.assert(
    of((found, expected) => expect(found).toEqual(expected)),
    { numRuns: 4, seed: 1 },
  );
});
