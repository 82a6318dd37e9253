import { expect, test } from "vitest";
import { helmValues } from "../../../server/engine/flux/helmValues.ts";
import type { BuiltObject } from "../../../server/engine/kustomize/built.ts";
import { printObject } from "../../../server/engine/kustomize/print.ts";
import { readObjects } from "../../../server/engine/kustomize/readObjects.ts";
import { fieldOf } from "../../../server/engine/kustomize/tree.ts";
import { at } from "../../../server/engine/node.ts";
import { splitDocuments } from "../../../server/engine/yaml.ts";

/** The first object is the release, the others are what it may read. */
function valuesOf(content: string) {
  const file = { path: "a.yaml", content, documents: splitDocuments(content) };
  const [release, ...others] = readObjects(file) as [BuiltObject, ...BuiltObject[]];
  return helmValues(release.node, "apps", (kind, name) => {
    const isIt = ({ node }: BuiltObject) =>
      textAt(node, "kind") === kind && textAt(fieldOf(node, "metadata"), "name") === name;
    const found = others.find(isIt);
    return found
      ? { node: found.node, sealed: fieldOf(found.node, "sops") !== undefined }
      : "missing";
  });
}

const textAt = (node: Parameters<typeof fieldOf>[0], key: string): string | undefined => {
  const value = fieldOf(node, key);
  return value?.kind === "scalar" ? value.text : undefined;
};

const release = (spec: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: apps }
spec:
${spec}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: base }
data:
  values.yaml: |
    image: { repository: nginx, tag: "1" }
    replicas: 1
  host: example.com
  count: "3"
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { values.yaml: "ENC[x]" }
sops: { mac: x }
`;

test("sources in order, then what is written inline; mappings are merged", () => {
  const { values, faults, open } = valuesOf(
    release(`  valuesFrom:
    - { kind: ConfigMap, name: base }
    - { kind: ConfigMap, name: base, valuesKey: host, targetPath: 'ingress.hosts[1].name' }
    - { kind: ConfigMap, name: base, valuesKey: count, targetPath: replicas }
    - { kind: ConfigMap, name: none, optional: true }
  values: { image: { tag: "2" } }`),
  );
  expect(printObject(values)).toBe(`image:
  repository: nginx
  tag: "2"
ingress:
  hosts:
  - null
  - name: example.com
replicas: 3
`);
  expect(faults).toEqual([]);
  expect(open).toBe(false);
  const tag = at(values, ["image", "tag"]);
  expect(tag?.from?.before).toMatchObject({ text: "1" });
});

const printed = (spec: string): string => printObject(valuesOf(release(spec)).values);

const AT_TAG = "{ kind: ConfigMap, name: base, valuesKey: host, targetPath: image.tag }";

test("what is put at a path of a map that only values gives stays; in one that others give, values win", () => {
  const values = '  values: { image: { tag: "2", pull: Always } }';
  expect(printed(`  valuesFrom: [${AT_TAG}]\n${values}`)).toBe(`image:
  pull: Always
  tag: example.com
`);
  const base = "{ kind: ConfigMap, name: base }";
  expect(printed(`  valuesFrom: [${AT_TAG}, ${base}]\n${values}`)).toContain("tag: example.com");
  expect(printed(`  valuesFrom: [${base}, ${AT_TAG}]\n${values}`)).toContain('tag: "2"');
});

test("at the top values win, but for an item of a list that they give", () => {
  const at = (path: string) =>
    `{ kind: ConfigMap, name: base, valuesKey: host, targetPath: "${path}" }`;
  expect(printed(`  valuesFrom: [${at("title")}]\n  values: { title: mine }`)).toBe(
    "title: mine\n",
  );
  const lists = "  values: { hosts: [a, b], more: [a] }";
  expect(printed(`  valuesFrom: [${at("hosts[0]")}, ${at("more[1]")}]\n${lists}`)).toBe(`hosts:
- example.com
- b
more:
- a
`);
});

test("a text with commas is not guessed at, unless it is taken literally", () => {
  const spec = (more: string) => `  valuesFrom:
    - { kind: ConfigMap, name: commas, valuesKey: list, targetPath: brokers${more} }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: commas }
data: { list: "a:1,b:2" }`;
  expect(valuesOf(release(spec(""))).open).toBe(true);
  expect(printed(spec(", literal: true"))).toBe("brokers: a:1,b:2\n");
});

test("what is encrypted leaves the values open, what is missing is a fault at its name", () => {
  const { faults, open } = valuesOf(
    release(`  valuesFrom:
    - { kind: Secret, name: keys }
    - { kind: ConfigMap, name: none }
    - { kind: ConfigMap, name: base, valuesKey: other }`),
  );
  expect(open).toBe(true);
  expect(faults.map((it) => it.message)).toEqual([
    "could not resolve ConfigMap chart values reference 'apps/none' with key 'values.yaml': configmaps \"none\" not found",
    "could not resolve ConfigMap chart values reference 'apps/base' with key 'other': missing key 'other' in ConfigMap",
  ]);
});
