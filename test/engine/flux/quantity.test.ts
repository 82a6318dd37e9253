import { expect, test } from "vitest";
import { canonicalQuantity } from "../../../server/engine/flux/quantity.ts";

// Recorded from k8s.io/apimachinery 0.36.4.
test.for([
  ["0.5", "500m"],
  ["1000m", "1"],
  ["1.5Gi", "1536Mi"],
  ["0.1Ki", "102400m"],
  ["1023Ki", "1023Ki"],
  ["1Ki", "1Ki"],
  ["1500M", "1500M"],
  ["1000000", "1M"],
  ["1e3", "1e3"],
  ["1e-3", "1e-3"],
  ["0.5n", "1n"],
  ["-1.5", "-1500m"],
  ["+2", "+2"],
  ["0Gi", "0"],
  ["5.", "5."],
  ["01Gi", "01Gi"],
  ["1.500", "1.500"],
  ["one", undefined],
  ["1 Gi", undefined],
  ["1GiB", undefined],
] as const)("%s is %s", ([text, expected]) => {
  expect(canonicalQuantity(text)).toBe(expected);
});
