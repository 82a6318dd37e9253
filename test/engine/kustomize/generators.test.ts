import { expect, test } from "vitest";
import { generate } from "../../../server/engine/kustomize/generators.ts";
import { contentHash } from "../../../server/engine/kustomize/hash.ts";
import { kustomizationIn } from "../../../server/engine/kustomize/kustomization.ts";
import type { Loader } from "../../../server/engine/kustomize/loading.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { printObjects } from "../../../server/engine/kustomize/print.ts";
import { at } from "../../../server/engine/node.ts";
import { textBehind, told } from "../../kustomize/built.ts";
import { memoryFiles } from "../../kustomize/memoryFiles.ts";

type Contents = Readonly<Record<string, string | Uint8Array>>;

function generated(kustomization: string, contents: Contents = {}) {
  const all = Object.entries({ "kustomization.yaml": kustomization, ...contents });
  const files = memoryFiles(new Map(all.map(([name, it]) => [`/app/${name}`, it])));
  const reader = readerOf(files, emptyMemory());
  const loader: Loader = {
    reader,
    root: "/app",
    restrict: "folder",
    referrer: undefined,
    clone: undefined,
  };
  const { configMapGenerator, secretGenerator, generatorOptions } = kustomizationIn(
    "/app",
    reader,
  ).kustomization;
  return [...configMapGenerator, ...secretGenerator].map((entry) => {
    const { from, span } = entry.node;
    if (!from) throw new Error("no origin");
    const place = { path: from.path, document: from.document, span };
    return generate(entry, generatorOptions, loader, { by: entry.kind, place });
  });
}

const printed = (kustomization: string, contents?: Contents) =>
  told(() => printObjects(generated(kustomization, contents).map((it) => it.node)));

test("literals, lines of files, whole files", () => {
  expect(
    printed(
      `configMapGenerator:
- name: a
  literals: [a=b, 'c="d e"', "d='x'", 'e="', f=, g==x]
  files: [f.txt, x=bytes]
  envs: [e.env]
`,
      {
        "f.txt": "one\ntwo\n",
        bytes: new Uint8Array([0xff, 0, 1]),
        "e.env": '\ufeffA=b\n  B=c d \n#x\n\nC\n=z\nexport D=1\r\nE="q" # no\n',
      },
    ),
  ).toBe(`apiVersion: v1
binaryData:
  x: /wAB
data:
  A: b
  B: 'c d '
  C: ""
  E: '"q" # no'
  a: b
  c: d e
  d: x
  e: '"'
  export D: "1"
  f: ""
  f.txt: |
    one
    two
  g: =x
kind: ConfigMap
metadata:
  name: a
`);
});

test("secrets, options, long values in lines", () => {
  expect(
    printed(
      `secretGenerator:
- name: s
  namespace: ns
  type: foo
  files: [short, long]
  options: {immutable: true, labels: {b: own, a: "1"}}
- name: t
generatorOptions: {labels: {b: all, c: all}, annotations: {d: "true"}}
`,
      { short: "x".repeat(51), long: "x".repeat(54) },
    ),
  ).toBe(`apiVersion: v1
data:
  long: |
    eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eH
    h4
  short: eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4
immutable: true
kind: Secret
metadata:
  annotations:
    d: "true"
  labels:
    a: "1"
    b: own
    c: all
  name: s
  namespace: ns
type: foo
---
apiVersion: v1
data: {}
kind: Secret
metadata:
  annotations:
    d: "true"
  labels:
    b: all
    c: all
  name: t
type: Opaque
`);
});

test.for([
  ["literals: [a=b]", "a configmap must have a name"],
  [
    "name: c\n  literals: [ab]",
    "loading KV pairs: literal sources [ab]: invalid literal source ab, expected key=value",
  ],
  [
    "name: c\n  literals: [=ab, c=d]",
    "loading KV pairs: literal sources [=ab c=d]: invalid literal source =ab, expected key=value",
  ],
  ["name: c\n  literals: [a=b, a=c]", "configmap c illegally repeats the key `a`"],
  [
    "name: c\n  files: [a=b=c]",
    "loading KV pairs: file sources: [a=b=c]: source \"a=b=c\" key name or file path contains '='",
  ],
  [
    "name: c\n  files: [=c]",
    'loading KV pairs: file sources: [=c]: missing key name for file path "c" in source "=c"',
  ],
  [
    "name: c\n  files: [c=]",
    'loading KV pairs: file sources: [c=]: missing file path for key name "c" in source "c="',
  ],
] as const)("%s", ([entry, error]) => {
  expect(printed(`configMapGenerator:\n- ${entry}\n`)).toBe(`error: ${error}`);
});

test("messages hold nothing of a Secret", () => {
  expect(printed("secretGenerator:\n- name: s\n  literals: [a=pass, word]\n")).toBe(
    "error: loading KV pairs: literal sources [a=*** ***]: invalid literal source ***, expected key=value",
  );
});

test("lines longer than 64 KiB end the reading of a file", () => {
  const lines = (length: number) => `A=${"x".repeat(length - 2)}\nB=1\n`;
  const keys = (length: number) =>
    generated("configMapGenerator: [{name: a, envs: [e]}]\n", { e: lines(length) }).map((it) => {
      const data = at(it.node, ["data"]);
      return data?.kind === "mapping" ? data.entries.map((entry) => entry.key.text) : [];
    });
  expect(keys(65_535)).toEqual([["A", "B"]]);
  expect(keys(65_536)).toEqual([[]]);
});

test("values stand where they are written", () => {
  const [object] = generated(
    `configMapGenerator:
- name: a
  literals: ["quoted='in it'", plain=text]
  envs: [e.env]
  files: [key=f.txt]
`,
    { "e.env": "#\nLINE=value here\n", "f.txt": "whole\nfile\n" },
  );
  const behind = (key: string) => textBehind(at(object?.node, ["data", key]));
  expect(["quoted", "plain", "LINE", "key"].map(behind)).toEqual([
    "in it",
    "text",
    "value here",
    "whole\nfile\n",
  ]);
  expect(at(object?.node, ["data", "LINE"])?.from).toMatchObject({
    path: "/app/e.env",
    step: { by: "ConfigMapGenerator" },
  });
  expect(textBehind(at(object?.node, ["metadata", "name"]))).toBe("a");
  expect(object?.began).toMatchObject({
    at: ["configMapGenerator", 0],
    generator: "ConfigMapGenerator",
  });
});

test("what is remembered of an object", () => {
  const tracks = generated(`configMapGenerator:
- {name: a, behavior: merge}
- {name: b, behavior: what, options: {disableNameSuffixHash: true}}
`).map((it) => it.track);
  expect(tracks).toMatchObject([
    { behavior: "merge", needsHash: true },
    { behavior: undefined, needsHash: false },
  ]);
});

test.for([
  ["configMapGenerator: [{name: x, literals: [a=b]}]", "4h2mbtbbt6"],
  ["configMapGenerator: [{name: x}]", "6ct58987ht"],
] as const)("the hash of %s", ([kustomization, hash]) => {
  expect(generated(`${kustomization}\n`).map((it) => contentHash(it.node))).toEqual([hash]);
});
