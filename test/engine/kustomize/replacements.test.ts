import { expect, test } from "vitest";
import { fieldPath } from "../../../server/engine/kustomize/fieldPath.ts";
import {
  type FieldOptions,
  type Replacement,
  replace,
} from "../../../server/engine/kustomize/replacements.ts";
import { at } from "../../../server/engine/node.ts";
import { dedent, mistakeOf, objectsIn, printed, stepOf, toldOrigin } from "./changing.ts";

const replaced = (text: string, ...replacements: Replacement[]) =>
  replace(objectsIn(text), replacements, stepOf("ReplacementTransformer"));

const it = (fields: string) => `{ kind: It, metadata: { name: it }, ${fields} }`;

/** What stands below the metadata after a value was copied to `paths`. Expectations are those of kustomize 5.8.1. */
const set = (
  fields: string,
  sourceValue: string,
  paths: readonly string[],
  options?: FieldOptions,
) =>
  printed(
    replaced(it(fields), {
      sourceValue,
      targets: [{ select: { kind: "It" }, fieldPaths: paths, options }],
    }).objects,
  )
    .replace("kind: It\n", "")
    .replace("metadata:\n  name: it\n", "");

test.for([
  ["a.b.c", ["a", "b", "c"]],
  ["a\\.b.c", ["a.b", "c"]],
  ["a.[b.c/d].e", ["a", "b.c/d", "e"]],
  ["a.[name=b.c].e", ["a", "[name=b.c]", "e"]],
  ["/a.b", ["/a", "b"]],
] as const)("the parts of %s", ([path, parts]) => {
  expect(fieldPath(path)).toEqual(parts);
});

test.for([
  ["a string stays a string", "v: abc", ["v"], 'v: "7"\n'],
  ["quotes stay", `v: "5"`, ["v"], 'v: "7"\n'],
  ["a number stays a number", "v: 5", ["v"], "v: 7\n"],
  ["so does a float", "v: 5.5", ["v"], "v: 7\n"],
  [
    "elements by expression, anywhere in the text",
    "l: [{ n: ab, v: 1 }, { n: xa, v: 2 }, { n: b, v: 3 }]",
    ["l.[n=a].v"],
    'l:\n- "n": ab\n  v: 7\n- "n": xa\n  v: 7\n- "n": b\n  v: 3\n',
  ],
  ["every element", "l: [{ v: 1 }, { v: 2 }]", ["l.*.v"], "l:\n- v: 7\n- v: 7\n"],
  ["an index", "l: [1, 2]", ["l.1"], "l:\n- 1\n- 7\n"],
  ["plain elements", "l: [a, b]", ["l.[=b]"], 'l:\n- a\n- "7"\n'],
  ["a list is replaced", "l: [a]", ["l"], "l: 7\n"],
] as const)("%s", ([, fields, paths, expected]) => {
  expect(set(fields, "7", paths)).toBe(expected);
});

test("create makes fields, elements and the next index; their text resolves afresh", () => {
  expect(set("l: [1]", "7", ["l.1", "m.n.o", "p.[n=x].v", "q.0.r"], { create: true })).toBe(
    dedent(`
      l:
      - 1
      - 7
      m:
        "n":
          o: 7
      p:
      - "n": x
        v: 7
      q:
      - r: 7
    `),
  );
});

test.for([
  [1, "v: a-7-c\n"],
  [-1, "v: 7-a-b-c\n"],
  [9, "v: a-b-c-7\n"],
] as const)("delimiter, index %d", ([index, expected]) => {
  expect(set("v: a-b-c", "7", ["v"], { delimiter: "-", index })).toBe(expected);
});

test("a part of the source; the source may be a map", () => {
  const source = (fieldPath: string, options?: FieldOptions): Replacement => ({
    source: { kind: "It", fieldPath, options },
    targets: [{ select: { kind: "It" }, fieldPaths: ["t"], options: { create: true } }],
  });
  const text = (replacement: Replacement) =>
    printed(replaced(it("v: a-b-c, m: { n: o }"), replacement).objects);
  expect(text(source("v", { delimiter: "-", index: 2 }))).toContain("\nt: c\n");
  expect(text(source("m"))).toContain('\nt:\n  "n": o\n');
});

test.for<[string, Replacement["source"], string]>([
  [
    "nothing",
    { kind: "Nope", fieldPath: "a", options: { delimiter: "-", index: 2 } },
    "nothing selected by Nope.[noVer].[noGrp]/[noName].[noNs]:a:-(2), create=false",
  ],
  [
    "no field",
    { kind: "It", fieldPath: "a.b" },
    "fieldPath `a.b` is missing for replacement source It.[noVer].[noGrp]/[noName].[noNs]",
  ],
  [
    "an empty list",
    { kind: "It", fieldPath: "e" },
    "fieldPath `e` is missing for replacement source It.[noVer].[noGrp]/[noName].[noNs]",
  ],
  [
    "a wildcard",
    { kind: "It", fieldPath: "l.*" },
    "error looking up replacement source: wildcard is not supported in PathGetter",
  ],
  [
    "too few parts",
    { kind: "It", fieldPath: "v", options: { delimiter: "-", index: 9 } },
    "options.index 9 is out of bounds for value a-b",
  ],
  [
    "parts of a list",
    { kind: "It", fieldPath: "l", options: { delimiter: "-" } },
    "delimiter option can only be used with scalar nodes",
  ],
])("a source that selects %s", ([, source, message]) => {
  const replacement = { source, targets: [{ select: { kind: "It" } }] };
  expect(mistakeOf(() => replaced(it("v: a-b, l: [1], e: []"), replacement)).message).toBe(message);
});

test.for<[Replacement, string]>([
  [{ sourceValue: "x" }, "replacements must specify a source and at least one target"],
  [{ targets: [] }, "replacements must specify a source and at least one target"],
  [
    { sourceValue: "x", source: {}, targets: [] },
    "value and resource selectors are mutually exclusive",
  ],
  [{ sourceValue: "x", targets: [{}] }, "target must specify resources to select"],
  [
    { sourceValue: "x", targets: [{ select: { kind: "(" } }] },
    "error creating target selector: error parsing regexp: missing closing ): `^(?:()$`",
  ],
])("%o", ([replacement, message]) => {
  expect(mistakeOf(() => replaced(it("v: 1"), replacement)).message).toBe(message);
});

test.for<[string, FieldOptions | undefined, string]>([
  ["x.y", undefined, 'unable to find field "x.y" in replacement target'],
  [
    "l.7",
    undefined,
    'unable to find field "l.7" in replacement target: index 7 specified but only 2 elements found',
  ],
  [
    "l.7",
    { create: true },
    'unable to find or create field "l.7" in replacement target: index 7 specified but only 2 elements found',
  ],
  ["l", { delimiter: "-" }, "delimiter option can only be used with scalar nodes"],
])("a target that is not there: %s", ([path, options, message]) => {
  expect(mistakeOf(() => set("l: [1, 2]", "x", [path], options)).message).toBe(message);
});

test("targets are expressions, rejected ones are left out; idle ones are told", () => {
  const text = ["a", "b", "c"]
    .map((name) => `{ kind: It, metadata: { name: ${name}, labels: { l: ${name} } }, v: x }`)
    .join("\n---\n");
  const idle = { select: { name: "q.*" }, fieldPaths: ["v"] };
  const { objects, idle: told } = replaced(text, {
    sourceValue: "z",
    targets: [
      {
        select: { kind: "I.*" },
        reject: [{ name: "b|q" }, { labelSelector: "l=c" }],
        fieldPaths: ["v"],
      },
      idle,
    ],
  });
  expect(printed(objects).match(/v: ./g)).toEqual(["v: z", "v: x", "v: x"]);
  expect(told).toEqual([idle]);
});

test("a path goes on into YAML or JSON inside a text", () => {
  const text = dedent(`
    kind: It
    metadata:
      name: it
    yaml: |
      # comment
      a:
          b: "1"   # keep
          c: [1, 2]
    json: |
      {
        "k": "v",
        "z": 5.0
      }
    list: "[1, 2]"
  `);
  const { objects } = replaced(text, {
    sourceValue: "007",
    targets: [{ select: {}, fieldPaths: ["yaml.a.b", "json.k", "list.0"] }],
  });
  expect(printed(objects)).toBe(
    dedent(`
      json: |-
        {
          "k": "007",
          "z": 5
        }
      kind: It
      list: '[7,2]'
      metadata:
        name: it
      yaml: |-
        # comment
        a:
          b: "007" # keep
          c: [1, 2]
    `),
  );
});

test("a text that is no YAML mapping has no fields", () => {
  expect(mistakeOf(() => set("x: abc", "5", ["x.a"])).message).toBe(
    'unable to find field "x.a" in replacement target: wrong node kind: expected MappingNode but got ScalarNode: node contents:\nabc\n',
  );
});

test("the value keeps the place of its source", () => {
  const { objects } = replaced(it("v: a, w: b"), {
    source: { kind: "It", fieldPath: "v" },
    targets: [{ select: {}, fieldPaths: ["w"] }],
  });
  expect(toldOrigin(at(objects[0]?.node, ["w"]))).toBe(
    "objects.yaml: a by ReplacementTransformer, before objects.yaml: b",
  );
});
