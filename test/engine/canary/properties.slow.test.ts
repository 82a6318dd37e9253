import { test } from "vitest";
import { checks } from "./properties/checks.ts";

test.for(Object.entries(checks))("%s, at length", ([, check]) => {
  check(1000);
});
