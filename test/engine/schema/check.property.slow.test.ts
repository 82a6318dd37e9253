import { test } from "vitest";
import { changeable, isExplained } from "./changedObjects.ts";

test.for(changeable)("a %s changed at random is explained, at length", ([, whole]) => {
  isExplained(whole, 300);
});
