import { test } from "vitest";
import { changeable, isExplained } from "./changedObjects.ts";

test.for(changeable)("a %s changed at random is explained", ([, whole]) => {
  isExplained(whole, 40);
});
