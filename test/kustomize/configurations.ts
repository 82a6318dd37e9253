import fc from "fast-check";
import { type Desk, type Late, late } from "./desk.ts";
import { fields, imageText, labels } from "./pods.ts";
import { chosen, labelKey, labelText, namespaceName, oddScalar, rarely, seed } from "./scalars.ts";
import { type Fields, isFields, type Value, yamlOf } from "./value.ts";

const spec = (path: string, more: Fields = {}): Fields => ({ path, ...more });
const widget: Fields = { kind: "Widget" };

const fieldSpecs = {
  namePrefix: [spec("spec/configRef/name", widget)],
  nameSuffix: [spec("metadata/labels/app", widget)],
  namespace: [spec("spec/configRef/namespace", { ...widget, create: true })],
  commonLabels: [spec("spec/selector", { ...widget, create: true }), spec("spec/free/a", widget)],
  labels: [spec("spec/selector", { group: "example.com", create: true })],
  templateLabels: [spec("spec/template/metadata/labels", { kind: "Rollout", create: true })],
  commonAnnotations: [spec("spec/notes", { ...widget, create: true })],
  varReference: [spec("spec/text", widget), spec("spec/list", widget), spec("spec/free", widget)],
  images: [spec("spec/image", widget), spec("spec/containers/image", widget)],
  replicas: [
    spec("spec/replicas", { ...widget, create: true }),
    spec("spec/size", { ...widget, create: false }),
  ],
} as const;

const nameReference: Value = [
  { kind: "ConfigMap", version: "v1", fieldSpecs: [spec("spec/configRef/name", widget)] },
  {
    kind: "Widget",
    group: "example.com",
    fieldSpecs: [spec("spec/free/name", { kind: "HelmRelease" }), spec("spec/configRef", widget)],
  },
];

/** A file of `configurations`. */
export const configurationFile: fc.Arbitrary<Late> = late(
  fc.record({
    parts: fc.subarray(Object.keys(fieldSpecs) as (keyof typeof fieldSpecs)[], {
      minLength: 1,
      maxLength: 3,
    }),
    names: rarely(1, fc.constant(nameReference)),
  }),
  ({ parts, names }, desk) =>
    desk.addFile(
      "configuration.yaml",
      yamlOf({
        ...Object.fromEntries(parts.map((it) => [it, fieldSpecs[it]])),
        nameReference: names,
      }),
    ),
);

/** A schema in which a list of a custom resource merges by a key. */
export const openapi: fc.Arbitrary<Late> = late(
  fc.constantFrom("path", "path", "version"),
  (how, desk) => {
    if (how === "version") return { version: "v1.21.2" };
    const definitions: Value = {
      "com.example.v1.Widget": {
        type: "object",
        "x-kubernetes-group-version-kind": [
          { group: "example.com", version: "v1", kind: "Widget" },
        ],
        properties: {
          spec: {
            type: "object",
            properties: {
              containers: {
                type: "array",
                items: { type: "object", properties: { name: { type: "string" } } },
                "x-kubernetes-patch-merge-key": "name",
                "x-kubernetes-patch-strategy": "merge",
              },
            },
          },
        },
      },
    };
    return { path: desk.addFile("schema.json", `${JSON.stringify({ definitions })}\n`) };
  },
);

/** Type definitions, from which references and labels are read. */
export const crd: fc.Arbitrary<Late> = late(
  fc.constantFrom("reference", "labels"),
  (what, desk) => {
    const text = { type: "string" };
    const special =
      what === "labels"
        ? { selector: { type: "object", "x-kubernetes-label-selector": "" } }
        : {
            configRef: {
              type: "object",
              "x-kubernetes-object-ref-api-version": "v1",
              "x-kubernetes-object-ref-kind": "ConfigMap",
              properties: { name: text },
            },
          };
    const types = {
      "example.com/v1.Widget": {
        Schema: {
          properties: {
            kind: text,
            apiVersion: text,
            metadata: { type: "object" },
            spec: { $ref: "example.com/v1.WidgetSpec" },
          },
        },
        Dependencies: ["example.com/v1.WidgetSpec"],
      },
      "example.com/v1.WidgetSpec": { Schema: { properties: special }, Dependencies: [] },
    };
    return desk.addFile("types.json", `${JSON.stringify(types)}\n`);
  },
);

const metadataLabels: Value = [
  { path: "metadata/labels", create: true },
  { path: "spec/notes", kind: "Widget", create: true },
];

/** A built-in transformer, called as a plugin. */
const plugin: fc.Arbitrary<(target: string) => Fields> = fc.oneof(
  fc
    .record({
      namespace: namespaceName,
      unsetOnly: rarely(1, fc.boolean()),
      setRoleBindingSubjects: rarely(
        2,
        fc.constantFrom("none", "defaultOnly", "allServiceAccounts"),
      ),
    })
    .map(({ namespace, ...rest }) => () => ({
      kind: "NamespaceTransformer",
      metadata: { namespace },
      ...rest,
      fieldSpecs: [{ path: "metadata/namespace", create: true }],
    })),
  fc
    .tuple(fc.constantFrom("Prefix", "Suffix"), fc.constantFrom("p-", "-s"))
    .map(([side, text]) => () => ({
      kind: `${side}Transformer`,
      [side.toLowerCase()]: text,
      fieldSpecs: [{ path: "metadata/name" }],
    })),
  labels.map((it) => () => ({
    kind: "LabelTransformer",
    labels: it,
    fieldSpecs: metadataLabels,
  })),
  labels.map((it) => () => ({
    kind: "AnnotationsTransformer",
    annotations: it,
    fieldSpecs: [{ path: "metadata/annotations", create: true }],
  })),
  fc.constantFrom("2.0", "latest").map((newTag) => () => ({
    kind: "ImageTagTransformer",
    imageTag: { name: "nginx", newTag },
    fieldSpecs: [{ path: "spec/image", kind: "Widget" }],
  })),
  oddScalar.map((value) => (target: string) => ({
    kind: "PatchTransformer",
    patch: yamlOf([{ op: "add", path: "/added", value }]),
    target: { kind: target },
  })),
  fc.constantFrom("fixed", "1").map((value) => (target: string) => ({
    kind: "ValueAddTransformer",
    value,
    targets: [{ selector: { kind: target }, fieldPath: "added" }],
  })),
  fc.constant(() => ({ kind: "HashTransformer" })),
);

/** An entry of `transformers`: inline, or a file. */
export const transformer: fc.Arbitrary<Late> = late(
  fc.record({ plugin, object: seed, file: fc.boolean() }),
  ({ plugin: made, object, file }, desk) => {
    const target = chosen(desk.known, object)?.kind ?? "ConfigMap";
    const { metadata, ...configuration } = made(target);
    const named = { ...(isFields(metadata) ? metadata : {}), name: freeName(desk) };
    const text = yamlOf({ apiVersion: "builtin", metadata: named, ...configuration });
    return file ? desk.addFile("transformer.yaml", text) : text;
  },
);

/** Two of one kind may not have the same name. */
function freeName(desk: Desk): string {
  let number = 1;
  while (!desk.take(`step ${number}`)) number++;
  return `step-${number}`;
}

/** An entry of `generators`. */
export const generator: fc.Arbitrary<Late> = late(
  fc.record({
    kind: fc.constantFrom("ConfigMap", "Secret"),
    name: fc.constantFrom("plugged", "plugin"),
    literals: fc.constantFrom<Value>(["a=b"], ["c=1", "a="], undefined),
    file: fc.boolean(),
  }),
  ({ kind, name, literals, file }, desk) => {
    if (!desk.take(`${kind} ${name}`)) return undefined;
    const text = yamlOf({
      apiVersion: "builtin",
      kind: `${kind}Generator`,
      metadata: { name },
      literals,
    });
    return file ? desk.addFile("generator.yaml", text) : text;
  },
);

/** An entry of `labels`. */
export const labelEntry: fc.Arbitrary<Value> = fields({
  pairs: fc.dictionary(labelKey, labelText, { minKeys: 1, maxKeys: 2 }),
  includeSelectors: rarely(1, fc.boolean()),
  includeTemplates: rarely(2, fc.boolean()),
  fields: rarely(
    5,
    fc.constantFrom<Value>(
      [spec("spec/selector", { ...widget, create: true })],
      [spec("spec/free", { kind: "HelmRelease" })],
    ),
  ),
});

/** An entry of `images`. */
export const imageEntry: fc.Arbitrary<Value> = fields({
  name: fc.oneof(
    imageText.map((it) => it.replace(/(?::[^/]*)?(?:@.*)?$/, "")),
    fc.constantFrom("ngin.", "ghcr.io/acme/.*", "missing", "redis"),
  ),
  newName: rarely(1, fc.constantFrom("other", "registry.example.com:5000/other", "true")),
  newTag: rarely(1, fc.constantFrom("2.0", "v3", "1e3", "latest")),
  digest: rarely(5, fc.constant(`sha256:${"0a".repeat(32)}`)),
  tagSuffix: rarely(8, fc.constant("-alpine")),
});

/** An entry of `replicas`. */
export const replicaEntry: fc.Arbitrary<Late> = late(
  fc.record({ object: seed, count: fc.nat(9) }),
  ({ object, count }, desk) => {
    const scalable = desk.known.filter((it) =>
      /^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController)$/.test(it.kind),
    );
    const found = chosen(scalable, object);
    return found && { name: found.name, count };
  },
);
