import { test } from "vitest";
import { runs } from "../../support/runs.ts";
import { changeable, isExplained } from "./changedObjects.ts";

test.for(changeable)("a %s changed at random is explained", ([, whole]) => {
  isExplained(whole, runs(40, 300));
});
