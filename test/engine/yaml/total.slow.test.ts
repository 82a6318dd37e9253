import { test } from "vitest";
import { anyTextHolds } from "./anyTextHolds.ts";

test.for(Object.entries(anyTextHolds))("%s, at length", ([, holds]) => {
  holds(1000);
});
