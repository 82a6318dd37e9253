import { expect, test } from "vitest";
import { printedJson } from "../../../server/engine/features/printedJson.ts";

test("fields come in the order in which people write them, texts are quoted where they must", () => {
  const printed = printedJson({
    status: { ready: true, count: 3, share: 0.5, nothing: null, none: [], empty: {} },
    metadata: { name: "web", labels: { version: "1.0", off: "no" } },
    kind: "Thing",
    spec: { list: ["one", { two: "2" }], text: "one\ntwo\n", absent: undefined },
    apiVersion: "v1",
  });
  expect(printed).toBe(`apiVersion: v1
kind: Thing
metadata:
  labels:
    "off": "no"
    version: "1.0"
  name: web
spec:
  list:
  - one
  - two: "2"
  text: |
    one
    two
status:
  count: 3
  empty: {}
  none: []
  nothing: null
  ready: true
  share: 0.5
`);
});

test("nothing that a terminal would obey comes out as it is", () => {
  expect(printedJson({ text: "\u0000\u001b[31m" })).toBe('text: "\\0\\e[31m"\n');
});
