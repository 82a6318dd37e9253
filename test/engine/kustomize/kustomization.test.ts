import { expect, test } from "vitest";
import {
  type Kustomization,
  kustomizationIn,
  readKustomization,
} from "../../../server/engine/kustomize/kustomization.ts";
import { emptyMemory, readerOf } from "../../../server/engine/kustomize/memory.ts";
import { attempt } from "../../../server/engine/kustomize/stop.ts";
import { parseDocument } from "../../../server/engine/yaml.ts";
import { textBehind } from "../../kustomize/built.ts";
import { memoryFiles } from "../../kustomize/memoryFiles.ts";

function read(text: string, name = "kustomization.yaml") {
  const files = memoryFiles(new Map([[`/app/${name}`, text]]));
  return attempt(() => kustomizationIn("/app", readerOf(files, emptyMemory())).kustomization);
}

function understood(text: string): Kustomization {
  const done = read(text);
  if ("error" in done) throw new Error(done.error.message);
  return done.value;
}

function errorOf(text: string): string {
  const done = read(text);
  return "error" in done ? done.error.message : "none";
}

const FIELD = "into Go struct field";

test.for([
  ["namespace: n", `cannot unmarshal bool ${FIELD} Kustomization.namespace of type string`],
  ["namePrefix: 5", `cannot unmarshal number ${FIELD} Kustomization.namePrefix of type string`],
  ["resources: a", `cannot unmarshal string ${FIELD} Kustomization.resources of type []string`],
  ["resources: [yes]", `cannot unmarshal bool ${FIELD} Kustomization.resources of type string`],
  [
    "commonLabels: {a: 1}",
    `cannot unmarshal number ${FIELD} Kustomization.commonLabels of type string`,
  ],
  ["labels: {a: b}", `cannot unmarshal object ${FIELD} Kustomization.labels of type []types.Label`],
  [
    "labels: [{includeSelectors: 'yes'}]",
    `cannot unmarshal string ${FIELD} Label.labels.includeSelectors of type bool`,
  ],
  [
    "labels: [{fields: [{group: 5}]}]",
    `cannot unmarshal number ${FIELD} FieldSpec.labels.fields.Gvk.group of type string`,
  ],
  ["images: [{newTag: 2}]", `cannot unmarshal number ${FIELD} Image.images.newTag of type string`],
  [
    "patches: [{target: {kind: 1}}]",
    `cannot unmarshal number ${FIELD} Selector.patches.target.ResId.Gvk.kind of type string`,
  ],
  [
    "patches: [{options: 1}]",
    `cannot unmarshal number ${FIELD} Patch.patches.options of type types.PatchArgs`,
  ],
  ["patches: [{target: {apiVersion: v1}}]", 'unknown field "apiVersion"'],
  [
    "replicas: [{count: 1.5}]",
    `cannot unmarshal number 1.5 ${FIELD} Replica.replicas.count of type int64`,
  ],
  [
    "configMapGenerator: [{literals: a}]",
    `cannot unmarshal string ${FIELD} ConfigMapArgs.configMapGenerator.GeneratorArgs.KvPairSources.literals of type []string`,
  ],
  [
    "replacements: [{source: {options: {index: a}}}]",
    `cannot unmarshal string ${FIELD} FieldOptions.replacements.Replacement.source.options.index of type int`,
  ],
  [
    "sortOptions: {order: 1}",
    `cannot unmarshal number ${FIELD} SortOptions.sortOptions.order of type types.SortOrder`,
  ],
  ["kind: 5", `cannot unmarshal number ${FIELD} Kustomization.TypeMeta.kind of type string`],
  ["resourcs: [a]", 'unknown field "resourcs"'],
  [
    "zz: 1\nnamespace: 5",
    `cannot unmarshal number ${FIELD} Kustomization.namespace of type string`,
  ],
  ["[a]", "cannot unmarshal array into Go value of type types.Kustomization"],
  ["namespace: .inf", "unsupported value: +Inf"],
] as const)("%s", ([text, error]) => {
  expect(errorOf(`${text}\n`)).toBe(`invalid Kustomization: json: ${error}`);
});

test.for([
  ["", "kustomization.yaml is empty"],
  ["kind: Kustomization\n", "kustomization.yaml is empty"],
  ["bases: []\n", "kustomization.yaml is empty"],
  ["namespace: ''\n", "kustomization.yaml is empty"],
  ["resources: []\n", "none"],
  ["openapi: {}\n", "none"],
  [
    "kind: Foo\nnamespace: a\n",
    "Failed to read kustomization file under /app:\nkind should be Kustomization or Component",
  ],
  [
    "apiVersion: v1\nnamespace: a\n",
    "Failed to read kustomization file under /app:\napiVersion for Kustomization should be kustomize.config.k8s.io/v1beta1",
  ],
  [
    "kind: Component\napiVersion: kustomize.config.k8s.io/v1beta1\nnamespace: a\n",
    "Failed to read kustomization file under /app:\napiVersion for Component should be kustomize.config.k8s.io/v1alpha1",
  ],
  ["namespace: *x\n", "invalid Kustomization: yaml: unknown anchor 'x' referenced"],
  [
    "resources:\n- a\n namespace: b\n",
    "invalid Kustomization: yaml: line 3: mapping values are not allowed in this context",
  ],
  ["namespace: \u0001\n", "invalid Kustomization: yaml: control characters are not allowed"],
  ["0.1: x\n", 'invalid Kustomization: json: unknown field "0.1"'],
  ["16777217.0: x\n", 'invalid Kustomization: json: unknown field "1.6777216e+07"'],
  ["1e-7: x\n", 'invalid Kustomization: json: unknown field "1e-07"'],
  ["0.3333333333: x\n", 'invalid Kustomization: json: unknown field "0.33333334"'],
  ["-0.0: x\n", 'invalid Kustomization: json: unknown field "-0"'],
  ["1e39: x\n", 'invalid Kustomization: json: unknown field ".inf"'],
] as const)("the file %j", ([text, error]) => {
  expect(errorOf(text)).toBe(error);
});

test("names of fields in any case, the last of several, the first document, nulls", () => {
  const { namespace, resources, namePrefix, components } = understood(
    "NAMESPACE: a\nnamespace: b\nresources: [x]\nresources: &r [u, v]\nnameprefix: p-\ncomponents: *r\ncrds: ~\n---\nnamespace: c\n",
  );
  expect(namespace?.text).toBe("b");
  expect(namePrefix?.text).toBe("p-");
  expect(resources.map((it) => it.text)).toEqual(["u", "v"]);
  expect(components.map(textBehind)).toEqual(["u", "v"]);
});

test("old fields stand where they belong now, and are warned of in kustomize's order", () => {
  const { resources, images, helmCharts, helmGlobals, configMapGenerator, warnings, deprecated } =
    understood(`vars: []
imageTags: [{name: b}]
images: [{name: a}]
bases: [../base]
resources: [a.yaml]
commonLabels: {}
patchesJson6902: ~
configMapGenerator: [{name: c, env: e.env, envs: [d.env]}]
helmChartInflationGenerator: [{chartName: x, values: v.yaml, chartHome: home}]
`);
  expect(resources.map((it) => it.text)).toEqual(["a.yaml", "../base"]);
  expect(images.map((it) => it.name?.text)).toEqual(["a", "b"]);
  expect(configMapGenerator[0]?.envs.map((it) => it.text)).toEqual(["d.env", "e.env"]);
  expect(helmCharts[0]?.entries.map((it) => it.key.text)).toEqual(["name", "valuesFile"]);
  expect(helmGlobals?.entries.map((it) => it.key.text)).toEqual(["chartHome"]);
  const edit = "Run 'kustomize edit fix' to update your Kustomization automatically.";
  expect(warnings).toEqual([
    `# Warning: 'bases' is deprecated. Please use 'resources' instead. ${edit}`,
    `# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. ${edit}`,
    `# Warning: 'imageTags' is deprecated. Please use 'images' instead. ${edit}`,
    `# Warning: 'vars' is deprecated. Please use 'replacements' instead. [EXPERIMENTAL] ${edit}`,
  ]);
  expect(deprecated.map((it) => textBehind(it.key))).toEqual([
    "bases",
    "commonLabels",
    "imageTags",
    "vars",
  ]);
});

test("typed entries", () => {
  const { labels, patches, replicas, replacements, sortOptions } = understood(`
labels: [{pairs: {a: "1"}, includeSelectors: on, fields: [{path: x/y, kind: K, create: true}]}]
patches: [{path: p.yaml, target: {kind: D, name: "a.*"}, options: {allowNameChange: yes}}]
replicas: [{name: r, count: 0x10}]
replacements: [{source: {kind: S, fieldPath: a.b, options: {delimiter: "/", index: 2}}, targets: [{select: {kind: T}, reject: [{name: o}], fieldPaths: [c.d]}]}]
sortOptions: {order: legacy, legacySortOptions: {orderFirst: [A], orderLast: [B]}}
`);
  expect(labels[0]).toMatchObject({
    includeSelectors: true,
    includeTemplates: false,
    fields: [{ path: "x/y", kind: "K", create: true }],
  });
  expect(patches[0]).toMatchObject({
    path: { text: "p.yaml" },
    target: { kind: "D", name: "a.*" },
    allowNameChange: true,
    allowKindChange: false,
  });
  expect(replicas[0]?.count?.text).toBe("16");
  expect(replacements[0]).toMatchObject({
    source: {
      select: { kind: "S" },
      fieldPath: { text: "a.b" },
      options: { delimiter: "/", index: 2 },
    },
    targets: [{ select: { kind: "T" }, reject: [{ name: "o" }], fieldPaths: [{ text: "c.d" }] }],
  });
  expect(sortOptions?.legacySortOptions?.orderLast.map((it) => it.text)).toEqual(["B"]);
});

test("which file", () => {
  const found = (...names: string[]) => {
    const files = memoryFiles(new Map(names.map((it) => [`/app/${it}`, "namespace: a\n"])));
    const done = attempt(() => kustomizationIn("/app", readerOf(files, emptyMemory())).file.path);
    return "value" in done ? done.value : done.error.message;
  };
  expect(found("Kustomization")).toBe("/app/Kustomization");
  expect(found("kustomization.yml", "a.yaml")).toBe("/app/kustomization.yml");
  expect(found("a.yaml")).toBe(
    "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '/app'",
  );
  expect(found("kustomization.yaml", "Kustomization")).toBe(
    "Found multiple kustomization files under: /app\n",
  );
});

test("a mistake is shown where it stands", () => {
  const document = { text: "images:\n- name: a\n  newTag: 1.5\n", inherited: undefined };
  const place = { path: "k.yaml", document, span: { start: 0, end: 0 } };
  const done = attempt(() => readKustomization(parseDocument(document).root, place));
  const span = "error" in done ? done.error.place?.span : undefined;
  expect(document.text.slice(span?.start, span?.end)).toBe("1.5");
});
