import { expect, test } from "vitest";
import { checks } from "./properties/checks.ts";

test.for(Object.entries(checks))("%s, at length", ([, check]) => {
  expect(() => check(1000)).not.toThrow();
});
