import { expect, test } from "vitest";
import { customSchema, customScopes } from "../../../server/engine/kustomize/customSchema.ts";
import { builtinSchema } from "../../../server/engine/kustomize/mergeSchema.ts";
import {
  type KeylessElement,
  strategicMerge,
} from "../../../server/engine/kustomize/strategicMerge.ts";
import { at } from "../../../server/engine/node.ts";
import { placeOfNode } from "../../../server/engine/origin.ts";
import {
  dedent,
  merge,
  mistakeOf,
  objectIn,
  stepOf,
  textAt,
  toldOrigin,
  valueIn,
} from "./changing.ts";

const config = (data: string) =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: c }, data: ${data} }`;

const deployment = (containers: string, more = "") =>
  `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: d }, spec: { template: { spec: { containers: ${containers}${more} } } } }`;

const service = (ports: string) =>
  `{ apiVersion: v1, kind: Service, metadata: { name: s }, spec: { ports: ${ports} } }`;

/** The lines below `data:` or `spec:`, where a case changes something. */
const body = (text: string) =>
  text
    .split("\n")
    .filter((it) => it.startsWith(" ") || it.startsWith("-"))
    .filter((it) => !/^ {2}(name: [cds]|template:)$/.test(it))
    .join("\n");

/** Every expectation is the answer of kustomize 5.8.1. */
const expectData = (target: string, patch: string, data: string) =>
  expect(body(merge(config(target), config(patch)))).toBe(data);

test("a field of the patch is set, others stay", () => {
  expectData("{ a: x, b: y }", "{ b: z, c: w }", "  a: x\n  b: z\n  c: w");
});

test("null in the patch removes; an explicit null of the target stays, an empty one goes", () => {
  expectData("{ a: x, b: null, c: ~, d: , e: y }", "{ a: null }", '  b: null\n  c: null\n  e: "y"');
});

test("a number over a quoted text becomes text, a quoted text over a number stays text", () => {
  expectData(
    `{ a: "1", b: 2, c: 'x' }`,
    `{ a: 5, b: "5", c: true }`,
    `  a: "5"\n  b: "5"\n  c: "true"`,
  );
});

test("nulls inside an added map are dropped", () => {
  expectData("{}", "{ m: { a: null, b: x } }", "  m:\n    b: x");
});

test.for([
  ["delete", "{ $patch: delete }", "  z: z"],
  ["replace", "{ $patch: replace, b: y }", '  m:\n    b: "y"\n  z: z'],
  ["merge", "{ $patch: merge, b: y }", '  m:\n    a: x\n    b: "y"\n  z: z'],
] as const)("$patch: %s in a map", ([, patch, data]) => {
  expectData("{ m: { a: x }, z: z }", `{ m: ${patch} }`, data);
});

test("$patch: delete of something that is not there adds nothing", () => {
  expectData("{ z: z }", "{ m: { $patch: delete, a: b } }", "  z: z");
});

test("an unknown strategy stops, but stays in a map that is only added", () => {
  expect(
    mistakeOf(() => merge(config("{ m: { a: b } }"), config("{ m: { $patch: foo } }"))),
  ).toEqual({
    message: "unknown patch strategy 'foo'",
    at: "foo",
  });
  expectData("{ z: z }", "{ m: { $patch: foo } }", "  m:\n    $patch: foo\n  z: z");
});

test("an object can be deleted whole", () => {
  const patch = "{ apiVersion: v1, kind: ConfigMap, metadata: { name: c }, $patch: delete }";
  expect(merge(config("{ a: b }"), patch)).toBe("deleted");
});

test("different types stop at the text of the patch", () => {
  expect(
    mistakeOf(() => merge(config("{ a: 5 }"), config(`{ a: {b: 1, c: [x, y], d: "q"} }`))),
  ).toEqual({
    message: `wrong node kind: expected ScalarNode but got MappingNode: node contents:\n{b: 1, c: [x, y], d: "q"}\n`,
    at: `{b: 1, c: [x, y], d: "q"}`,
  });
});

test("a template that lacks its quotes is a mapping with a mapping for a key", () => {
  expect(mistakeOf(() => merge(config("{}"), config("{ a: {{ .Values.a }} }")))).toEqual({
    message: "wrong node kind: expected ScalarNode but got MappingNode",
    at: "{ .Values.a }",
  });
});

test("directives of kubectl are ordinary fields", () => {
  expectData("{ a: x }", "{ $retainKeys: [a] }", "  $retainKeys:\n  - a\n  a: x");
});

const expectContainers = (target: string, patch: string, containers: string) => {
  const text = merge(deployment(target), deployment(patch));
  const lines = text.slice(text.indexOf("containers:")).split("\n");
  expect(lines.map((it) => it.replace(/^ {6}/, "")).join("\n")).toBe(`containers:${containers}`);
};

test("elements of the patch come first, untouched ones after them", () => {
  expectContainers(
    "[{ name: a, image: 1 }, { name: b }]",
    "[{ name: new }, { name: b, image: x }]",
    "\n- name: new\n- image: x\n  name: b\n- image: 1\n  name: a\n",
  );
});

test("an element without its key empties the list of those that have one", () => {
  expectContainers("[{ name: a }, { name: b }]", "[{ image: x }]", " []\n");
});

test("$patch: replace in an element that is there has no effect; delete has", () => {
  expectContainers(
    "[{ name: a, image: x }, { name: b }]",
    "[{ name: a, $patch: replace, image: y }, { name: b, $patch: delete }]",
    "\n- image: x\n  name: a\n",
  );
});

test("an element with nothing but $patch is about the whole list", () => {
  expectContainers("[{ name: a }]", "[{ $patch: replace }, { name: b }]", "\n- name: b\n");
  const text = merge(deployment("[{ name: a }]"), deployment("[{ $patch: delete }]"));
  expect(text.endsWith("spec:\n  template:\n    spec: {}\n")).toBe(true);
});

test("where the list is new, such an element stays in the output alone", () => {
  const text = merge(
    deployment("[]"),
    deployment("[]", ", volumes: [{ name: a }, { $patch: replace }]"),
  );
  expect(text.endsWith("      volumes:\n      - $patch: replace\n")).toBe(true);
});

test("an empty list of the patch changes nothing in a merged list, and empties a replaced one", () => {
  expectContainers(
    "[{ name: a, args: [x] }]",
    "[{ name: a, args: [] }]",
    "\n- args: []\n  name: a\n",
  );
  expectContainers("[{ name: a }]", "[]", "\n- name: a\n");
});

test("a patch of anything merges doubles away", () => {
  expectContainers(
    "[{ name: a, image: x }, { name: a, image: z }]",
    "[]",
    "\n- image: z\n  name: a\n",
  );
});

const expectPorts = (target: string, patch: string, ports: string) =>
  expect(merge(service(target), service(patch)).split("ports:")[1]).toBe(ports);

test.for([
  [
    "only the port counts where no protocol is spelled out",
    "[{ port: 80 }, { port: 81 }]",
    "[{ port: 81, targetPort: 1 }]",
    "\n  - port: 81\n    targetPort: 1\n  - port: 80\n",
  ],
  [
    "no effect beside the same port with a protocol",
    "[{ port: 80 }, { port: 80, protocol: UDP }]",
    "[{ port: 80, targetPort: 1 }]",
    "\n  - port: 80\n  - port: 80\n    protocol: UDP\n",
  ],
  [
    "no effect for a protocol that nobody spelled out",
    "[{ port: 80 }, { port: 80, protocol: UDP }]",
    "[{ port: 80, protocol: TCP, targetPort: 1 }]",
    "\n  - port: 80\n  - port: 80\n    protocol: UDP\n",
  ],
  [
    "a protocol that is there",
    "[{ port: 80 }, { port: 80, protocol: UDP }]",
    "[{ port: 80, protocol: UDP, targetPort: 1 }]",
    "\n  - port: 80\n  - port: 80\n    protocol: UDP\n    targetPort: 1\n",
  ],
  [
    "deleting misses a port without protocol",
    "[{ port: 80, name: a }, { port: 81 }]",
    "[{ port: 80, protocol: TCP, $patch: delete }]",
    "\n  - name: a\n    port: 80\n  - port: 81\n",
  ],
] as const)("ports: %s", ([, target, patch, ports]) => {
  expectPorts(target, patch, ports);
});

test("plain values: those of the patch first, each once", () => {
  const object = (list: string) =>
    `{ apiVersion: v1, kind: Pod, metadata: { name: p, finalizers: ${list} } }`;
  expect(merge(object("[a, b]"), object("[c, b]"))).toContain("finalizers:\n  - c\n  - b\n  - a\n");
});

test("lists of kinds that the schema does not know are replaced", () => {
  const object = (list: string) =>
    `{ apiVersion: x/v1, kind: Own, metadata: { name: o, finalizers: ${list} }, list: ${list} }`;
  expect(merge(object("[{ name: a }]"), object("[{ name: b }, { $patch: replace }]"))).toContain(
    "list:\n- name: b\n- $patch: replace\n",
  );
});

test("an object inside an object brings its own kind", () => {
  const object = (list: string) =>
    `{ apiVersion: x/v1, kind: Own, metadata: { name: o }, pod: { apiVersion: v1, kind: Pod, spec: { containers: ${list} } } }`;
  expect(merge(object("[{ name: a }]"), object("[{ name: b }]"))).toContain(
    "containers:\n    - name: b\n    - name: a\n",
  );
});

const own = valueIn(`{
  definitions: {
    Own: {
      x-kubernetes-group-version-kind: [{ group: x, version: v1, kind: Own }],
      properties: { spec: { $ref: "#/definitions/Spec" } },
    },
    Spec: {
      properties: {
        list: {
          type: array, items: { $ref: "#/definitions/Item" },
          x-kubernetes-patch-strategy: merge, x-kubernetes-patch-merge-key: id,
        },
      },
    },
    Item: { type: object },
  },
  paths: {
    /apis/x/v1/owns: { get: { x-kubernetes-group-version-kind: { group: x, version: v1, kind: Own } } },
    "/apis/x/v1/namespaces/{namespace}/others": { get: { x-kubernetes-group-version-kind: { group: x, version: v1, kind: Other } } },
  },
}`);

test("a schema of one's own replaces the built-in one", () => {
  const object = (list: string) =>
    `{ apiVersion: x/v1, kind: Own, metadata: { name: o }, spec: { list: ${list} } }`;
  const schema = customSchema(own);
  expect(
    merge(object("[{ id: a, v: 1 }]"), object("[{ id: b }, { id: a, w: 2 }]"), schema),
  ).toContain("list:\n  - id: b\n  - id: a\n    v: 1\n    w: 2\n");
  expect(schema.kind("v1", "Service")).toBeUndefined();
  expect([...customScopes(own)]).toEqual([
    ["x/v1 Own", "cluster"],
    ["x/v1 Other", "namespaced"],
  ]);
});

test("what the patch sets says so, what only moves does not", () => {
  const target = objectIn(deployment("[{ name: a, image: x }, { name: b, image: y }]"));
  const patch = objectIn(deployment("[{ name: b, image: z }]"), "patch.yaml");
  const made = strategicMerge(target.node, patch.node, stepOf("PatchTransformer"), builtinSchema);
  const list = ["spec", "template", "spec", "containers"];
  expect(toldOrigin(at(made, [...list, 0, "image"]))).toBe(
    "patch.yaml: z by PatchTransformer, before objects.yaml: y",
  );
  expect(toldOrigin(at(made, [...list, 1, "image"]))).toBe("objects.yaml: x");
  expect(at(made, [...list, 1])).toBe(at(target.node, [...list, 0]));
});

test("a replaced list and an added map come whole from the patch", () => {
  const target = objectIn(config("{ l: [a] }"));
  const patch = objectIn(config("{ l: [b], m: { n: o } }"), "patch.yaml");
  const made = strategicMerge(target.node, patch.node, stepOf("PatchTransformer"), builtinSchema);
  expect(toldOrigin(at(made, ["data", "l"]))).toBe(
    "patch.yaml: [b] by PatchTransformer, before objects.yaml: [a]",
  );
  expect(toldOrigin(at(made, ["data", "l", 0]))).toBe("patch.yaml: b by PatchTransformer");
  expect(toldOrigin(at(made, ["data", "m", "n"]))).toBe("patch.yaml: o by PatchTransformer");
});

test("nothing changes: the same object", () => {
  const target = objectIn(deployment("[{ name: a }]"));
  const patch = objectIn(
    "{ apiVersion: apps/v1, kind: Deployment, metadata: {} , spec: {} }".replace(
      "{} ,",
      "{ name: d },",
    ),
  );
  const made = strategicMerge(target.node, patch.node, stepOf("PatchTransformer"), builtinSchema);
  expect(at(made, ["spec"])).toBe(at(target.node, ["spec"]));
});

test("elements without their key are told", () => {
  const told: KeylessElement[] = [];
  const target = objectIn(deployment("[{ name: a }]"));
  const patch = objectIn(
    deployment("[{ image: x }, { $patch: merge }, { name: b, env: [{ value: y }] }]"),
  );
  strategicMerge(target.node, patch.node, stepOf("PatchTransformer"), builtinSchema, (it) =>
    told.push(it),
  );
  expect(told.map(({ element, keys }) => [textOf(element), keys])).toEqual([
    ["{ image: x }", ["name"]],
    ["{ value: y }", ["name"]],
  ]);
});

const textOf = (node: KeylessElement["element"]) => {
  const place = placeOfNode(node);
  return place && textAt(place);
};

test("a fixture is moved to the margin", () => {
  expect(dedent("\n    a:\n      b\n  ")).toBe("a:\n  b\n");
});
