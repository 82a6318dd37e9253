import fc from "fast-check";
import { expect, test } from "vitest";
import { properties } from "../../kustomize/properties.ts";

test.each(properties.map((it) => [it.name, it] as const))("%s, at length", (_, { of }) => {
  fc.assert(
    of((found, expected) => expect(found).toEqual(expected)),
    { numRuns: 1000, seed: 2 },
  );
});
