import { type FieldType, KUSTOMIZATION, type StructType } from "./kustomizationTypes.ts";

/** What kustomize's own plugins are configured with (kustomize.md §22.1); the shapes are those of the kustomization. */

const STRING: FieldType = { type: "string", name: "string" };
const BOOL: FieldType = { type: "bool", name: "bool" };
const TEXTS: FieldType = { type: "list", of: STRING };
const TEXT_MAP: FieldType = { type: "map", name: "map[string]string", of: STRING };

const struct = (name: string, fields: Readonly<Record<string, FieldType>>): StructType => ({
  type: "struct",
  name,
  fields: Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, { type }])),
});

/** What one element of a list in the kustomization holds. */
function element(field: string): StructType {
  const type = KUSTOMIZATION.fields[field]?.type;
  if (type?.type !== "list" || type.of.type !== "struct") {
    throw new Error(`${field} of a kustomization is no list of mappings.`);
  }
  return type.of;
}

const PATCH = element("patches");

const SELECTOR: FieldType = PATCH.fields.target?.type ?? STRING;

const FIELD_SPECS: FieldType = element("labels").fields.fields?.type ?? TEXTS;

const METADATA: FieldType = struct("ObjectMeta", { name: STRING, namespace: STRING });

const VALUE_TARGETS: FieldType = {
  type: "list",
  of: struct("Target", {
    selector: SELECTOR,
    fieldPath: STRING,
    filePathPosition: { type: "int", name: "int" },
  }),
};

const generator = (field: string): StructType => {
  const { fields, ...type } = element(field);
  return { ...type, fields: { ...fields, metadata: { type: METADATA } } };
};

export const pluginTypes = {
  PatchTransformer: { ...PATCH, name: "PatchTransformerPlugin" },
  PatchJson6902Transformer: struct("PatchJson6902TransformerPlugin", {
    target: SELECTOR,
    path: STRING,
    jsonOp: STRING,
  }),
  PatchStrategicMergeTransformer: struct("PatchStrategicMergeTransformerPlugin", {
    paths: { type: "list", of: { type: "string", name: "types.PatchStrategicMerge" } },
    patches: STRING,
  }),
  NamespaceTransformer: struct("NamespaceTransformerPlugin", {
    metadata: METADATA,
    fieldSpecs: FIELD_SPECS,
    unsetOnly: BOOL,
    setRoleBindingSubjects: STRING,
  }),
  PrefixTransformer: struct("PrefixTransformerPlugin", { prefix: STRING, fieldSpecs: FIELD_SPECS }),
  SuffixTransformer: struct("SuffixTransformerPlugin", { suffix: STRING, fieldSpecs: FIELD_SPECS }),
  PrefixSuffixTransformer: struct("MultiTransformer", {
    prefix: STRING,
    suffix: STRING,
    fieldSpecs: FIELD_SPECS,
  }),
  LabelTransformer: struct("LabelTransformerPlugin", { labels: TEXT_MAP, fieldSpecs: FIELD_SPECS }),
  AnnotationsTransformer: struct("AnnotationsTransformerPlugin", {
    annotations: TEXT_MAP,
    fieldSpecs: FIELD_SPECS,
  }),
  ImageTagTransformer: struct("ImageTagTransformerPlugin", {
    imageTag: element("images"),
    fieldSpecs: FIELD_SPECS,
  }),
  ReplicaCountTransformer: struct("ReplicaCountTransformerPlugin", {
    replica: element("replicas"),
    fieldSpecs: FIELD_SPECS,
  }),
  ReplacementTransformer: struct("ReplacementTransformerPlugin", {
    replacements: { type: "list", of: element("replacements") },
  }),
  ValueAddTransformer: struct("ValueAddTransformerPlugin", {
    value: STRING,
    targets: VALUE_TARGETS,
    targetFilePath: STRING,
  }),
  HashTransformer: struct("HashTransformerPlugin", {}),
} as const;

/** A file of targets for the ValueAddTransformer. */
export const VALUE_ADD_FILE = struct("", { targets: VALUE_TARGETS });

export const generatorTypes = {
  ConfigMapGenerator: generator("configMapGenerator"),
  SecretGenerator: generator("secretGenerator"),
  IAMPolicyGenerator: struct("IAMPolicyGeneratorPlugin", {
    cloud: STRING,
    kubernetesService: struct("KubernetesService", { name: STRING, namespace: STRING }),
    serviceAccount: struct("ServiceAccount", { name: STRING, projectId: STRING }),
  }),
  HelmChartInflationGenerator: element("helmCharts"),
} as const;
