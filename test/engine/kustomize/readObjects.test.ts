import { expect, test } from "vitest";
import { goJson } from "../../../server/engine/kustomize/json.ts";
import { printObjects } from "../../../server/engine/kustomize/print.ts";
import {
  nodeOfText,
  objectsInText,
  readObjects,
} from "../../../server/engine/kustomize/readObjects.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import { fieldOf } from "../../../server/engine/kustomize/tree.ts";
import { at, type Node, type Scalar } from "../../../server/engine/node.ts";
import { splitDocuments } from "../../../server/engine/yaml.ts";
import { objectsOf, sourceFile, textBehind, told } from "../../kustomize/built.ts";

const read = (text: string) => told(() => printObjects(objectsOf(text).map((it) => it.node)));

/** The names of the objects, or the error. */
const names = (text: string) =>
  told(() =>
    objectsOf(text)
      .map((it) => textBehind(at(it.node, ["metadata", "name"])))
      .join(" "),
  );

test.for([
  ["several documents", "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b}\n", "a b"],
  [
    "empty ones",
    "# only a comment\n---\n---\n{}\n---\n~\n--- # here\nkind: A\nmetadata: {name: a}\n",
    "a",
  ],
  [
    "line ends of Windows",
    "kind: A\r\nmetadata: {name: a}\r\n---\r\nkind: B\r\nmetadata: {name: b}\r\n",
    "a b",
  ],
  [
    "a List of its own",
    "kind: List\nitems:\n- {kind: A, metadata: {name: a}}\n- ~\n- {kind: B, metadata: {name: b}}\n",
    "a b",
  ],
  [
    "items of a List come last",
    "kind: AList\nitems: [{kind: A, metadata: {name: a}}]\n---\nkind: B\nmetadata: {name: b}\n",
    "b a",
  ],
  [
    "Lists in Lists",
    "kind: AList\nitems: [{kind: BList, items: [{kind: B, metadata: {name: b}}]}, {kind: A, metadata: {name: a}}]\n",
    "a b",
  ],
  ["an empty List", "kind: AList\nitems:\n", ""],
  ["no List", "kind: AList\nmetadata: {name: a}\n", "a"],
  ["what follows three dots is not read", "kind: A\nmetadata: {name: a}\n...\nkind: B\n", "a"],
  [
    "no kind",
    "apiVersion: v1\nmetadata: {name: a, namespace: b}\n",
    "error: missing kind in object {{v1 } {{a b} map[] map[]}}",
  ],
  [
    "no name",
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {labels: {b: 1, a: x}, annotations: {c: }}\n",
    "error: missing metadata.name in object {{v1 ConfigMap} {{ } map[a:x b:1] map[c:]}}",
  ],
  [
    "a name that is null",
    "kind: A\nmetadata: {name: ~}\n",
    "error: missing metadata.name in object {{ A} {{ } map[] map[]}}",
  ],
  ["no object", "- a\n", "error: missing Resource metadata"],
  ["nothing of an object", "a: 1\n", "error: missing Resource metadata"],
  [
    "items that are none",
    "kind: AList\nitems: {a: b}\n",
    "error: expected array in AList/items, but found map[string]interface {}",
  ],
  [
    "text behind dashes",
    "kind: A\nmetadata: {name: a}\n--- foo\n",
    "error: invalid document separator: --- foo",
  ],
  [
    "dashes glued to text",
    "kind: A\nmetadata: {name: a}\n---foo\n",
    "error: invalid document separator: ---foo",
  ],
  [
    "an anchor that is not there",
    "kind: A\nmetadata: {name: a}\nb: *c\n",
    "error: MalformedYAMLError: yaml: unknown anchor 'c' referenced",
  ],
  [
    "an anchor of another document",
    "kind: A\nmetadata: {name: &a a}\n---\nkind: B\nmetadata: {name: *a}\n",
    "error: MalformedYAMLError: yaml: unknown anchor 'a' referenced",
  ],
  [
    "a directive",
    "%YAML 1.1\n---\nkind: A\nmetadata: {name: a}\n",
    "error: MalformedYAMLError: yaml: line 1: did not find expected <document start>",
  ],
  [
    "control characters",
    "kind: A\nmetadata: {name: a\u0001}\n",
    "error: MalformedYAMLError: yaml: control characters are not allowed",
  ],
  [
    "a mistake in the second document counts its lines from there",
    "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: @b\n",
    "error: MalformedYAMLError: yaml: line 2: found character that cannot start any token",
  ],
] as const)("%s", ([, text, expected]) => {
  expect(names(text)).toBe(expected);
});

test("aliases and merge keys are expanded", () => {
  expect(
    read(`kind: A
metadata: {name: a}
x: &x {b: 1, c: {d: 2}}
y: {<<: *x, b: 3}
z: {<<: [{b: 4, e: 5}, *x]}
w: [*x]
"<<": dropped
`),
  ).toBe(`kind: A
metadata:
  name: a
w:
- b: 1
  c:
    d: 2
x:
  b: 1
  c:
    d: 2
"y":
  b: 3
  c:
    d: 2
z:
  b: 4
  c:
    d: 2
  e: 5
`);
});

test.for([
  ["5", "map merge requires map or sequence of maps as the value"],
  ["[5]", "map merge requires map or sequence of maps as the value"],
  ["[[a]]", "invalid map merge: received a nested sequence"],
  ["*five", "invalid map merge: received alias for a non-map value"],
  ["{a: 1}\n<<: {b: 1}", "duplicate merge key"],
] as const)("a merge of %s", ([merged, error]) => {
  expect(read(`kind: A\nmetadata: {name: a}\nx: &five 5\n<<: ${merged}\n`)).toBe(`error: ${error}`);
});

test("aliases that would fill the memory end the reading, in no time", () => {
  const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`);
  const bomb = `kind: A\nmetadata: {name: a}\na0: &a0 x\n${lines.join("")}`;
  expect(read(bomb)).toBe("error: yaml: document contains excessive aliasing");
  const chain = Array.from({ length: 5000 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`);
  expect(read(`kind: A\nmetadata: {name: a}\na0: &a0 x\n${chain.join("")}`)).toBe(
    "error: yaml: document contains excessive aliasing",
  );
});

test("every node says where it is from", () => {
  const [, object] = objectsOf(
    "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata:\n  name: b\nlist:\n- x\n-\n- {y: z}\nempty:\n",
  );
  const nodes = object ? nodesOf(object.node) : [];
  expect(new Set(nodes.map((it) => it.from)).size).toBe(1);
  expect(nodes.map(textBehind)).toContain("b");
  expect(object?.began).toMatchObject({ path: "x.yaml", at: [] });
  expect(nodes.some((it) => it.kind === "alias")).toBe(false);
});

function nodesOf(node: Node): readonly Node[] {
  if (node.kind === "mapping") {
    return [
      node,
      ...node.entries.flatMap((it) => [it.key, ...(it.value ? nodesOf(it.value) : [])]),
    ];
  }
  if (node.kind === "sequence")
    return [node, ...node.items.flatMap((it) => (it ? nodesOf(it) : []))];
  return [node];
}

test("an object of a List knows its place in it", () => {
  const [, second] = objectsOf(
    "kind: List\nitems:\n- {kind: A, metadata: {name: a}}\n- {kind: B, metadata: {name: b}}\n",
  );
  expect(second?.began.at).toEqual(["items", 1]);
});

test("objects of documents that did not change stay the same", () => {
  const text = "kind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b}\n";
  const before = sourceFile("x.yaml", text);
  const content = text.replace("name: b", "name: c");
  const after = { ...before, content, documents: splitDocuments(content, before.documents) };
  expect(readObjects(after)[0]).toBe(readObjects(before)[0]);
  expect(readObjects(after)[1]).not.toBe(readObjects(before)[1]);
});

test("a manifest may ask for a hash itself", () => {
  const mark = "internal.config.kubernetes.io/needsHashSuffix: enabled";
  const [object] = objectsOf(`kind: A\nmetadata:\n  name: a\n  annotations:\n    ${mark}\n`);
  expect(object?.track.needsHash).toBe(true);
});

test("bytes that are no UTF-8, and a file that was not read", () => {
  const bytes = sourceFile("x.yaml", new Uint8Array([0x61, 0xff]));
  expect(told(() => String(readObjects(bytes).length))).toBe(
    "error: MalformedYAMLError: yaml: invalid leading UTF-8 octet",
  );
  const unread = attempt(() => readObjects({ path: "y.yaml", content: undefined, documents: [] }));
  expect("error" in unread && unread.error.unread).toEqual(["y.yaml"]);
});

/** The scalar below `patch`. */
function patchIn(text: string): Scalar {
  const [object] = objectsOf(`kind: A\nmetadata: {name: a}\n${text}`);
  const node = fieldOf(object?.node, "patch");
  if (node?.kind !== "scalar") throw new Error("no patch");
  return node;
}

test.for([
  ["block text", "patch: |-\n    kind: B\n\n    metadata:\n      name: bee\n"],
  [
    "block text with line ends of Windows",
    "patch: |\r\n  kind: B\r\n  metadata:\r\n    name: bee\r\n",
  ],
  [
    "several documents",
    "patch: |\n  kind: C\n  metadata: {name: c}\n  ---\n  kind: B\n  metadata: {name: bee}\n",
  ],
  ["plain text", "patch: '{kind: B, metadata: {name: bee}}'\n"],
] as const)("objects in %s stand where they are written", ([, text]) => {
  const holder = patchIn(text);
  const object = objectsInText(holder.text, holder).at(-1);
  const name = at(object?.node, ["metadata", "name"]);
  expect(textBehind(name)).toBe("bee");
  expect(name?.from?.document).toBe(holder.from?.document);
});

test("objects in text with escapes stand where the text does", () => {
  const holder = patchIn('patch: "kind: B\\nmetadata: {name: bee}"\n');
  const [object] = objectsInText(holder.text, holder);
  expect(at(object?.node, ["metadata", "name"])?.span).toEqual(holder.span);
});

test("a list in text", () => {
  const holder = patchIn("patch: |-\n  - op: add\n    path: /a\n");
  expect(textBehind(at(nodeOfText(holder.text, holder), [0, "path"]))).toBe("/a");
  const broken = patchIn("patch: '[a'\n");
  expect(told(() => String(nodeOfText(broken.text, broken)))).toMatch(/^error: yaml: line 1: /);
});

test.for([
  ["next lines are line feeds", "a: [x] # y\u0085b: 'c\u0085d'\n", '{"a":["x"],"b":"c d"}'],
  ["carriage returns alone are", "a: |\r  b\r  c\r", '{"a":"b\\nc\\n"}'],
  ["separators stay", 'a: "?\u2028 & "\n', '{"a":"?\\u2028\\u0026 "}'],
  ["in blocks too", "a: |\n  b\u2028  c\n", '{"a":"b\\u2028c\\n"}'],
  ["behind a line feed", "a: 'b\n\n  \u2029 c'\n", '{"a":"b\\n\\u2029c"}'],
  ["a backslash takes them away", 'a: "b\\\u2028 c"\n', '{"a":"bc"}'],
])("line breaks of YAML 1.1: %s", ([, text = "", expected]) => {
  const [object] = objectsOf(`kind: A\nmetadata: {name: a}\n${text}`);
  const [, , ...entries] = object?.node.entries ?? [];
  expect(object && goJson({ ...object.node, entries })).toBe(expected);
});

test.for([
  ["a: |\n  one\n  two", '"one\\ntwo"'],
  ["a: >\n  one\n  two", '"one two"'],
  ["a: |+\n  one", '"one"'],
  ["a: |\r\n  one", '"one"'],
  ["a:\n- |\n  one", '["one"]'],
  ["a: |\n  one\n  ", '"one\\n"'],
  ["a: |\n  one\n# end", '"one\\n"'],
])("a block that ends with the text, in the middle of a line: %j", ([text = "", expected]) => {
  const [object] = objectsOf(`kind: A\nmetadata: {name: a}\n${text}`);
  expect(goJson(at(object?.node, ["a"]))).toBe(expected);
});
