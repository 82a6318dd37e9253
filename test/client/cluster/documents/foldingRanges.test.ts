import { expect, test } from "vitest";
import { foldingRanges } from "../../../../client/cluster/documents/foldingRanges.ts";

test("a key folds what is indented below it, and the list right below it", () => {
  const text = `metadata:
  managedFields:
  - manager: one
    time: now
  - manager: two
  name: web
spec:
  text: |
    one

    two
  list:
  - a
  - b
`;
  const lines = text.split("\n");
  expect(
    foldingRanges(text).map(({ start, end }) => `${lines[start]?.trim()} … ${lines[end]?.trim()}`),
  ).toEqual([
    "metadata: … name: web",
    "managedFields: … - manager: two",
    "- manager: one … time: now",
    "spec: … - b",
    "text: | … two",
    "list: … - b",
  ]);
  expect(foldingRanges("")).toEqual([]);
});
