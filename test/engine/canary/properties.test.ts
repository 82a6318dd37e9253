import { expect, test } from "vitest";
import { checks } from "./properties/checks.ts";

test.for(Object.entries(checks))("%s", ([, check]) => {
  expect(() => check(8)).not.toThrow();
});
