import { expect, test } from "vitest";
import { applyOperations, readOperations } from "../../../server/engine/kustomize/jsonPatch.ts";
import { nearestExisting } from "../../../server/engine/kustomize/nearestExisting.ts";
import { printObject } from "../../../server/engine/kustomize/print.ts";
import { at } from "../../../server/engine/node.ts";
import { mistakeOf, objectIn, stepOf, toldOrigin, valueIn } from "./changing.ts";

const object =
  "{ apiVersion: v1, kind: It, metadata: { name: it }, l: [1, 2], m: { a: x }, e: {} }";

function apply(operations: string, target = object) {
  const { node } = objectIn(target);
  const step = stepOf("PatchTransformer");
  return applyOperations(node, readOperations(valueIn(operations)), {
    step,
    isOwn: false,
    told: () => node,
  });
}

/** Every expectation of this file is the answer of kustomize 5.8.1. */
const expectPatched = (operations: string, expected: string) =>
  expect(
    printObject(apply(operations))
      .split("\n")
      .filter((it) => !/^(apiVersion|kind|metadata| {2}name)/.test(it))
      .join("\n"),
  ).toBe(expected);

const MORE = "e: {}\nl:\n- 1\n- 2\n";

test.for([
  ["add", "/m/b", "1", `${MORE}m:\n  a: x\n  b: 1\n`],
  ["add over what is there", "/m/a", "z", `${MORE}m:\n  a: z\n`],
  ["escapes", "/m/b~1c~0d", "1", `${MORE}m:\n  a: x\n  b/c~d: 1\n`],
  ["a path without slash loses its first part", "m/n", "1", `${MORE}m:\n  a: x\n"n": 1\n`],
  ["an empty key", "/e/", "1", 'e:\n  "": 1\nl:\n- 1\n- 2\nm:\n  a: x\n'],
  ["insert", "/l/1", "9", "e: {}\nl:\n- 1\n- 9\n- 2\nm:\n  a: x\n"],
  ["append", "/l/-", "9", "e: {}\nl:\n- 1\n- 2\n- 9\nm:\n  a: x\n"],
  ["count from the end", "/l/-1", "9", "e: {}\nl:\n- 1\n- 2\n- 9\nm:\n  a: x\n"],
  ["YAML 1.1 words", "/m/a", "yes", `${MORE}m:\n  a: true\n`],
  [
    "YAML 1.1 numbers",
    "/m/a",
    "[1_000, 010, 0x1F, 12:30]",
    `${MORE}m:\n  a:\n  - 1000\n  - 8\n  - 31\n  - "12:30"\n`,
  ],
  ["dates stay text", "/m/a", "2020-01-01", `${MORE}m:\n  a: "2020-01-01"\n`],
  ["keys are texts", "/m", "{ 5: a, yes: b }", `${MORE}m:\n  "5": a\n  "true": b\n`],
] as const)("add: %s", ([, path, value, expected]) => {
  expectPatched(`[{ op: add, path: "${path}", value: ${value} }]`, expected);
});

test.for([
  [
    "replace of a missing key succeeds",
    "{ op: replace, path: /m/b, value: 1 }",
    `${MORE}m:\n  a: x\n  b: 1\n`,
  ],
  [
    "replace in a list",
    "{ op: replace, path: /l/-2, value: 7 }",
    "e: {}\nl:\n- 7\n- 2\nm:\n  a: x\n",
  ],
  ["a missing value is null", "{ op: add, path: /m/b }", `${MORE}m:\n  a: x\n  b: null\n`],
  ["remove", "{ op: remove, path: /l/+0 }", "e: {}\nl:\n- 2\nm:\n  a: x\n"],
  ["move", "{ op: move, from: /l/0, path: /m/b }", "e: {}\nl:\n- 2\nm:\n  a: x\n  b: 1\n"],
  ["copy", "{ op: copy, from: /m, path: /l/0 }", "e: {}\nl:\n- a: x\n- 1\n- 2\nm:\n  a: x\n"],
  [
    "copy of what is missing",
    "{ op: copy, from: /q, path: /m/b }",
    `${MORE}m:\n  a: x\n  b: null\n`,
  ],
  ["test", "{ op: test, path: /m, value: { a: x } }", `${MORE}m:\n  a: x\n`],
  [
    "test of what is missing against null",
    "{ op: test, path: /q, value: null }",
    `${MORE}m:\n  a: x\n`,
  ],
] as const)("%s", ([, operation, expected]) => {
  expectPatched(`[${operation}]`, expected);
});

test.for([
  [
    "{ op: add, path: /m/b/c, value: 1 }",
    'add operation does not apply: doc is missing path: "/m/b/c": missing value',
    "/m/b/c",
  ],
  [
    "{ op: add, path: /l/5, value: 1 }",
    "error in add for path: '/l/5': Unable to access invalid index: 5: invalid index referenced",
    "/l/5",
  ],
  [
    "{ op: add, path: /l/x, value: 1 }",
    `error in add for path: '/l/x': value was not a proper array index: 'x': strconv.Atoi: parsing "x": invalid syntax`,
    "/l/x",
  ],
  ["{ op: add, path: 5, value: 1 }", "add operation failed to decode path: missing value", "5"],
  [
    "{ op: replace, path: /q/r, value: 1 }",
    "replace operation does not apply: doc is missing path: /q/r: missing value",
    "/q/r",
  ],
  [
    "{ op: replace, path: /l/2, value: 1 }",
    "replace operation does not apply: doc is missing key: /l/2: missing value",
    "/l/2",
  ],
  [
    "{ op: replace, value: 1 }",
    "replace operation failed to decode path: operation missing path field: missing value",
    "{ op: replace, value: 1 }",
  ],
  [
    "{ op: remove, path: /m/x }",
    "error in remove for path: '/m/x': Unable to remove nonexistent key: x: missing value",
    "/m/x",
  ],
  [
    "{ op: remove, path: /l/2 }",
    "error in remove for path: '/l/2': Unable to access invalid index: 2: invalid index referenced",
    "/l/2",
  ],
  [
    "{ op: remove, path: /kind/x }",
    'remove operation does not apply: doc is missing path: "/kind/x": missing value',
    "/kind/x",
  ],
  [
    "{ op: move, from: /q, path: /l/0 }",
    "error in move for path: 'q': Unable to remove nonexistent key: q: missing value",
    "/q",
  ],
  [
    "{ op: move, path: /l/0 }",
    "move operation failed to decode from: operation, missing from field: missing value",
    "/l/0",
  ],
  ["{ op: test, path: /l, value: [1, 3] }", "testing value /l failed: test failed", "/l"],
  [
    "{ op: test, path: /q/r, value: 1 }",
    "test operation does not apply: is missing path: /q/r: missing value",
    "/q/r",
  ],
  ["{ op: foo, path: /l }", "Unexpected kind: foo", "foo"],
  ["{ path: /l }", "Unexpected kind: unknown", "/l"],
] as const)("%s fails", ([operation, message, place]) => {
  expect(mistakeOf(() => apply(`[${operation}]`))).toEqual({ message, at: place });
});

test("the whole object can be replaced, but only by another object", () => {
  expect(printObject(apply(`[{ op: replace, path: "", value: { kind: X } }]`))).toBe("kind: X\n");
  expect(mistakeOf(() => apply(`[{ op: replace, path: "", value: [a] }]`)).message).toBe(
    "json: cannot unmarshal array into Go value of type map[string]interface {}",
  );
});

test("what is no list of mappings is no patch", () => {
  expect(mistakeOf(() => readOperations(valueIn("{ op: add }"))).message).toBe(
    "json: cannot unmarshal object into Go value of type jsonpatch.Patch",
  );
  expect(mistakeOf(() => readOperations(valueIn("[5]"))).message).toBe(
    "json: cannot unmarshal number into Go value of type jsonpatch.Operation",
  );
});

test("the object passes through JSON: large numbers lose digits, nulls are written out", () => {
  const target =
    "{ kind: It, metadata: { name: it }, big: 9007199254740993, octal: 0777, date: 2020-01-01, none: }";
  expect(printObject(apply("[]", target))).toBe(
    'big: 9007199254740992\ndate: "2020-01-01T00:00:00Z"\nkind: It\nmetadata:\n  name: it\nnone: null\noctal: 511\n',
  );
});

test("values carry the place of their operation, all others keep theirs", () => {
  const made = apply(
    "[{ op: replace, path: /m/a, value: z }, { op: copy, from: /l/0, path: /m/b }]",
  );
  expect(toldOrigin(at(made, ["m", "a"]))).toBe(
    "kustomization.yaml: z by PatchTransformer, before objects.yaml: x",
  );
  expect(toldOrigin(at(made, ["m", "b"]))).toBe("objects.yaml: 1 by PatchTransformer");
  expect(toldOrigin(at(made, ["l", 1]))).toBe("objects.yaml: 2");
});

test.for([
  ["/m/b/c", "/m", ["a"]],
  ["/l/7", "/l", ["0", "1"]],
  ["/q/r", "", ["apiVersion", "kind", "metadata", "l", "m", "e"]],
  ["/m/a", "/m/a", []],
] as const)("the way of %s is there until '%s'", ([pointer, found, keys]) => {
  const nearest = nearestExisting(objectIn(object).node, pointer);
  expect([nearest.pointer, nearest.keys]).toEqual([found, keys]);
});
