import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceOf, nearest } from "../../server/engine/nearest.ts";

test.for([
  ["stepWieght", "stepWeight"],
  ["stepweight", "stepWeight"],
  ["step-weight", "stepWeight"],
  ["treshold", "threshold"],
  ["analisys", "analysis"],
  ["intervall", "interval"],
  ["metric", "metrics"],
  ["weight", undefined],
  ["", undefined],
  ["match", undefined],
] as const)("%s is near %s", ([word, candidate]) => {
  const fields = ["interval", "threshold", "stepWeight", "stepWeights", "metrics", "analysis"];
  expect(nearest(word, fields)).toBe(candidate);
});

test("two that are equally near are none", () => {
  expect(nearest("pot", ["port", "post"])).toBeUndefined();
  expect(nearest("prot", ["port", "post"])).toBe("port");
});

test("a word is not near itself", () => {
  expect(nearest("ports", ["ports", "port"])).toBe("port");
});

test("short words are one letter apart at most", () => {
  expect(nearest("on", ["of"])).toBe("of");
  expect(nearest("abc", ["xyc"])).toBeUndefined();
});

test.for([
  ["", "abc", 3],
  ["abc", "acb", 1],
  ["ca", "abc", 3],
  ["kitten", "sitting", 3],
  ["interval", "interval", 0],
] as const)("from %s to %s are %s steps", ([a, b, steps]) => {
  expect(distanceOf(a, b)).toBe(steps);
  expect(distanceOf(b, a)).toBe(steps);
});

test("a limit changes no answer below it", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
      const steps = distanceOf(a, b);
      const within = distanceOf(a, b, limit);
      expect(steps <= limit ? within : within > limit).toBe(steps <= limit ? steps : true);
    }),
  );
});
