import { expect, test } from "vitest";
import { newestIn } from "../../../demo/repositories/semver.ts";

const tags = ["v1.0.0", "1.2.0", "1.2.3", "v1.3.0-rc.1", "2.0.0", "10.0.0", "latest", "0.9.9"];

test.for([
  ["*", "10.0.0"],
  ["1.x", "1.2.3"],
  ["1.2", "1.2.3"],
  ["~1.2.0", "1.2.3"],
  ["^1.0.0", "1.2.3"],
  ["^0.9.0", "0.9.9"],
  [">=1.0.0 <2.0.0", "1.2.3"],
  [">=1.0.0, <=2.0.0", "2.0.0"],
  [">=1.3.0-0 <2.0.0", "v1.3.0-rc.1"],
  ["1.0.0 - 1.2.0", "1.2.0"],
  ["<1.0.0 || 2.x", "2.0.0"],
  ["!=10.0.0", "2.0.0"],
  [">1", "10.0.0"],
  ["<=1", "1.2.3"],
  ["=1.0.0", "v1.0.0"],
] as const)("%s finds %s", ([range, expected]) => {
  expect(newestIn(tags, range)).toEqual({ value: expected });
});

test.for([
  ["3.x", "no match found for semver: 3.x"],
  ["one", "semver parse error: improper constraint: one"],
] as const)("%s finds nothing", ([range, problem]) => {
  expect(newestIn(tags, range)).toEqual({ problem });
});
