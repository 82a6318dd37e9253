import fc from "fast-check";
import { expect, test } from "vitest";
import { printObject, printObjects } from "../../../server/engine/kustomize/print.ts";
import { stringNode } from "../../../server/engine/kustomize/scalars.ts";
import { keyNode } from "../../../server/engine/kustomize/tree.ts";
import type { Mapping, Node } from "../../../server/engine/node.ts";
import { objectsOf, told } from "../../kustomize/built.ts";
import recorded from "./recordedScalars.json" with { type: "json" };

const HEAD = "kind: A\nmetadata: {name: o}\n";

const printed = (text: string) =>
  told(() => printObjects(objectsOf(HEAD + text).map((it) => it.node)));

/** Without the head. */
const rest = (text: string) => printed(text).replace(/^kind: A\n|^metadata:\n {2}name: o\n/gm, "");

test("scalars as kustomize printed them", () => {
  const ours = recorded.values.map(([input = ""]) => {
    const text = printed(`v: ${input}\n`);
    const value = text.slice(text.indexOf("\nv:") + 3).replace(/^ /, "");
    return [input, text.startsWith("error: ") ? `! ${withoutHead(text)}` : value];
  });
  expect(ours).toEqual(recorded.values);
});

const withoutHead = (text: string) =>
  text.replace(/^error: (map\[string\]interface \{\}\(nil\): )?/, "");

test("keys as kustomize printed them", () => {
  const ours = recorded.keys.map(([key = ""]) => {
    const text = printed(`v:\n  ${escaped(key)}: 1\n`);
    return [key, text.slice(text.indexOf("\nv:\n") + 4)];
  });
  expect(ours).toEqual(recorded.keys);
});

/** In double quotes, for YAML. */
const escaped = (text: string): string =>
  JSON.stringify(text)
    .replace(/[\u007f-\uffff]/g, (it) => {
      return `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`;
    })
    .replace(/\\ud83d\\ude00/g, "\\U0001F600");

test("collections: dashes stand below their key, nothing is empty brackets", () => {
  expect(
    rest(`
list:
    - a
    - - b
      - {c: 1, d: [x, y]}
    -   e: {}
        f: []
map: { b: { z: 1 }, a: ~ }
`),
  ).toBe(`list:
- a
- - b
  - c: 1
    d:
    - x
    - "y"
- e: {}
  f: []
map:
  a: null
  b:
    z: 1
`);
});

test("a key of several lines, and one that is too long, take lines of their own", () => {
  const long = "k".repeat(129);
  expect(rest(`"a\\nb": [1]\n${long}:\n  c: |\n    d\n`)).toBe(
    `? |-\n  a\n  b\n: - 1\n? ${long}\n: c: |\n    d\n`,
  );
});

test.for([
  ["a10 a2 a1 a_b a.b a-b a/b aB ab", "a-b a.b a/b a_b a1 a2 a10 aB ab"],
  ["k10s k8s.io k8s", "k8s k8s.io k10s"],
  ["b B a A _ é Z", "_ A B Z a b é"],
  ["a01 a1 a001", "a1 a01 a001"],
  ["v1beta1 v1 v1alpha1 v10", "v1 v10 v1alpha1 v1beta1"],
] as const)("order of the keys %s", ([keys, sorted]) => {
  const text = keys.split(" ").map((it) => `  ${it}: x\n`);
  const lines = rest(`z:\n${text.join("")}`)
    .trim()
    .split("\n")
    .slice(1);
  expect(lines.map((it) => it.trim().replace(": x", "")).join(" ")).toBe(sorted);
});

test("nothing in brackets is an empty string, elsewhere null", () => {
  expect(rest("a: {b: , c: ~}\nd:\n  e:\n")).toBe('a:\n  b: ""\n  c: null\nd:\n  e: null\n');
});

test("objects are separated by a line of dashes", () => {
  const nodes = objectsOf("kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b}\n");
  expect(printObjects(nodes.map((it) => it.node))).toBe(
    "kind: A\nmetadata:\n  name: a\n---\nkind: B\nmetadata:\n  name: b\n",
  );
  expect(printObjects([])).toBe("");
});

test.for([
  ["data: {1: a}", "error: json: unsupported type: map[interface {}]interface {}"],
  ["data: {yes: a, 'no': b, '1': c}", 'data:\n  "1": c\n  "no": b\n  "yes": a\n'],
  ["1: a", '"1": a\n'],
  ["a: .inf", "error: json: unsupported value: +Inf"],
  ["a: !!int x", "error: map[string]interface {}(nil): yaml: cannot decode !!str `x` as a !!int"],
  ['a: "\\x7f"', "error: yaml: control characters are not allowed"],
] as const)("%s", ([text, expected]) => {
  expect(rest(`${text}\n`)).toBe(expected);
});

test.for([
  [
    "a: 1\na: 2\na: 3",
    [
      'line 4: mapping key "a" already defined at line 3',
      'line 5: mapping key "a" already defined at line 3',
      'line 5: mapping key "a" already defined at line 4',
    ],
  ],
  ["x:\n# why\n  a: 1\n\n  a: 2 # e", ['line 6: mapping key "a" already defined at line 5']],
  [
    "l:\n- t: |\n    1\n    2\n  u: {v: 1,\n    v: 2}",
    ['line 7: mapping key "v" already defined at line 7'],
  ],
] as const)("keys that stand twice: %s", ([text, lines]) => {
  const head = "kind: A\nmetadata: {name: o}\n";
  const found = told(() => printObjects(objectsOf(`${head}${text}\n`).map((it) => it.node)));
  expect(found.split("\n")).toEqual([
    "error: map[string]interface {}(nil): yaml: unmarshal errors:",
    ...lines.map((it) => `  ${it}`),
  ]);
});

const cause = { from: objectsOf(HEAD)[0]?.node.from ?? fail(), span: { start: 0, end: 0 } };

function fail(): never {
  throw new Error("no object");
}

/** Strings of the characters that matter to YAML, and of any. */
const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom(..." \n\t:#-?,[]{}&*!|>'\"%@`ab019_.~=+eyn\u00a0\u2028\ufeffé😀"),
    maxLength: 30,
  }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.lorem({ maxCount: 40 }),
);

const value: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    text.map((it) => stringNode(it, cause)),
    fc.array(tie("node"), { maxLength: 4 }).map(
      (items): Node => ({
        kind: "sequence",
        span: cause.span,
        flow: false,
        items,
        from: cause.from,
      }),
    ),
    fc
      .uniqueArray(fc.tuple(text, tie("node")), { selector: ([key]) => key, maxLength: 4 })
      .map((entries): Node => mappingOf(entries)),
  ),
})).node;

function mappingOf(entries: readonly (readonly [string, Node])[]): Mapping {
  return {
    kind: "mapping",
    span: cause.span,
    flow: false,
    entries: entries.map(([key, it]) => ({
      key: { ...keyNode(key, cause), style: "double" },
      value: it,
    })),
    from: cause.from,
  };
}

test("what is printed reads back as what it was", () => {
  const readable = /^[^\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]*$/;
  fc.assert(
    fc.property(value, (node) => {
      const object = mappingOf([
        ["kind", stringNode("A", cause)],
        ["metadata", mappingOf([["name", stringNode("o", cause)]])],
        ["spec", node],
      ]);
      const once = told(() => printObject(object));
      fc.pre(!once.startsWith("error: ") && readable.test(once) && !once.includes("? "));
      expect(told(() => printObjects(objectsOf(once).map((it) => it.node)))).toBe(once);
    }),
    { numRuns: 400, seed: 1 },
  );
});

test("keys are put in order, be they few or many", () => {
  for (const count of [2, 11, 12, 13, 40]) {
    // Each once, for 7 divides none of the counts.
    const lines = Array.from({ length: count }, (_, at) => `  k${(at * 7) % count}: 1\n`);
    const expected = lines.map((_, at) => `  k${at}: 1\n`).join("");
    expect(rest(`v:\n${lines.join("")}`)).toContain(`v:\n${expected}`);
  }
});
