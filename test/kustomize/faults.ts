import type fc from "fast-check";
import { type Late, late } from "./desk.ts";
import { chosen, seed } from "./scalars.ts";
import { type Fields, isList, spelt, type Value, yamlOf } from "./value.ts";

/** What spoils a kustomization: its fields before → after. */
export type Fault = Late<(fields: Fields) => Fields>;

const adding =
  (field: string, ...entries: readonly Value[]) =>
  (fields: Fields): Fields => {
    const there = fields[field];
    return { ...fields, [field]: [...(isList(there) ? there : []), ...entries] };
  };

const setting =
  (more: Fields) =>
  (fields: Fields): Fields => ({ ...fields, ...more });

const resource =
  (text: string): Fault =>
  (desk) =>
    adding("resources", desk.addFile("broken.yaml", text));

const faults: readonly Fault[] = [
  () => adding("resources", "missing.yaml"),
  () => adding("resources", "."),
  () => adding("resources", ".."),
  () => adding("resources", "../outside"),
  () => adding("components", "missing"),
  () => adding("configMapGenerator", { name: "x", files: ["missing.txt"] }),
  () => adding("configMapGenerator", { name: "x", literals: ["a=1", "a=2"] }),
  () => adding("configMapGenerator", { name: "x", literals: ["nothing"] }),
  () => adding("configMapGenerator", { literals: ["a=1"] }),
  () => adding("configMapGenerator", { name: "nowhere", behavior: "merge", literals: ["a=1"] }),
  () => adding("replicas", { name: "nowhere", count: 1 }),
  () => adding("patches", { path: "missing.yaml" }),
  () => adding("patches", { path: "a.yaml", patch: "- op: add" }),
  () => adding("patches", { target: { kind: "X" } }),
  () => adding("patches", { patch: "not a patch" }),
  () =>
    adding("patches", {
      patch: yamlOf([{ op: "remove", path: "/missing/field" }]),
      target: { kind: ".*" },
    }),
  () => adding("patches", { patch: yamlOf([{ op: "bogus", path: "/a" }]), target: { kind: ".*" } }),
  () => adding("patches", { patch: yamlOf({ a: 1 }), target: { name: "(" } }),
  () =>
    adding("patches", {
      patch: yamlOf([{ op: "add", path: "/a", value: 1 }]),
      target: { labelSelector: "a in (" },
    }),
  () =>
    adding("patches", {
      patch: yamlOf({ kind: "X", apiVersion: "v1", metadata: { name: "nowhere" } }),
    }),
  () => adding("patchesStrategicMerge", "missing.yaml"),
  () => adding("patchesJson6902", { target: { kind: "X" }, patch: "[]" }),
  () =>
    adding("replacements", { source: { kind: "Nothing" }, targets: [{ select: { kind: "X" } }] }),
  () => adding("replacements", { targets: [] }),
  () => adding("labels", { pairs: { a: spelt("1") } }),
  () => adding("unknown", "x"),
  () =>
    adding(
      "transformers",
      yamlOf({ apiVersion: "builtin", kind: "Nothing", metadata: { name: "x" } }),
    ),
  () =>
    adding(
      "transformers",
      yamlOf({ apiVersion: "example.com/v1", kind: "Other", metadata: { name: "x" } }),
    ),
  () => adding("helmCharts", { name: "chart", repo: "https://example.com" }),
  () => setting({ namespace: spelt("n") }),
  () => setting({ commonLabels: { a: spelt("1") } }),
  () => setting({ kind: "Other" }),
  () => setting({ apiVersion: "kustomize.config.k8s.io/v1" }),
  () => setting({ sortOptions: { order: "other" } }),
  () => setting({ NAMEPREFIX: "upper-" }),
  () =>
    setting({
      vars: [{ name: "X", objref: { apiVersion: "v1", kind: "ConfigMap", name: "nowhere" } }],
    }),
  resource("kind: ConfigMap\n"),
  resource("apiVersion: v1\nmetadata:\n  name: x\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  name: y\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n"),
  resource("a: b: c\n"),
  resource("- a\n"),
  resource("text\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: *nothing\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n--- text\na: b\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n"),
  resource("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels:\n  - a\n"),
  (desk) => {
    const there = chosen(desk.known, 0);
    return there
      ? adding("resources", desk.addFile("again.yaml", yamlOf(there.value)))
      : (fields) => fields;
  },
  (desk) => {
    desk.addFile("kustomization.yaml", "resources: []\n");
    desk.addFile("Kustomization", "resources: []\n");
    return (fields) => fields;
  },
];

export const fault: fc.Arbitrary<Fault> = late(
  seed,
  (number, desk) => chosen(faults, number)?.(desk) ?? ((it) => it),
);
