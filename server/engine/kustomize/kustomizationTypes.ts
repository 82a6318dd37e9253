/** What a field of a kustomization file holds. `name` is what Go calls the type in its messages. */
export type FieldType =
  | { readonly type: "string" | "bool" | "int"; readonly name: string }
  | { readonly type: "list"; readonly of: FieldType; readonly pointers?: boolean }
  | { readonly type: "map"; readonly name: string; readonly of: FieldType | undefined }
  | StructType;

/** A mapping with fields of its own. */
export interface StructType {
  readonly type: "struct";
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldRow>>;
}

export interface FieldRow {
  readonly type: FieldType;
  /** Names of the structures inside which Go keeps the field; part of its messages. */
  readonly inside?: string;
}

type Rows = Readonly<Record<string, FieldType | FieldRow>>;

const STRING: FieldType = { type: "string", name: "string" };
const BOOL: FieldType = { type: "bool", name: "bool" };
const INT: FieldType = { type: "int", name: "int" };
const INT64: FieldType = { type: "int", name: "int64" };
const STRINGS: FieldType = { type: "list", of: STRING };
const STRING_MAP: FieldType = { type: "map", name: "map[string]string", of: STRING };
const ANY_MAP: FieldType = { type: "map", name: "map[string]interface {}", of: undefined };

const listOf = (of: FieldType): FieldType => ({ type: "list", of });
const pointersTo = (of: FieldType): FieldType => ({ type: "list", of, pointers: true });

/** Rows with the structure inside which Go keeps them. */
function inside(name: string, rows: Rows): Rows {
  const rowOf = ([field, it]: readonly [string, FieldType | FieldRow]) => {
    const row = rowFrom(it);
    return [field, { ...row, inside: row.inside ? `${name}.${row.inside}` : name }] as const;
  };
  return Object.fromEntries(Object.entries(rows).map(rowOf));
}

const rowFrom = (it: FieldType | FieldRow): FieldRow =>
  typeof it.type === "string" ? { type: it as FieldType } : (it as FieldRow);

function struct(name: string, rows: Rows): StructType {
  const fields = Object.entries(rows).map(([field, it]) => [field, rowFrom(it)] as const);
  return { type: "struct", name, fields: Object.fromEntries(fields) };
}

const GVK = inside("Gvk", { group: STRING, version: STRING, kind: STRING });
const RES_ID = inside("ResId", { ...GVK, name: STRING, namespace: STRING });
const TYPE_META = inside("TypeMeta", { kind: STRING, apiVersion: STRING });

const FIELD_SPEC = struct("FieldSpec", { ...GVK, path: STRING, create: BOOL });

const LABEL = struct("Label", {
  pairs: STRING_MAP,
  includeSelectors: BOOL,
  includeTemplates: BOOL,
  fields: listOf(FIELD_SPEC),
});

const SELECTOR = struct("Selector", {
  ...RES_ID,
  annotationSelector: STRING,
  labelSelector: STRING,
});

const PATCH = struct("Patch", {
  path: STRING,
  patch: STRING,
  target: SELECTOR,
  options: struct("PatchArgs", { allowNameChange: BOOL, allowKindChange: BOOL }),
});

const IMAGE = struct("Image", {
  name: STRING,
  newName: STRING,
  tagSuffix: STRING,
  newTag: STRING,
  digest: STRING,
});

const FIELD_OPTIONS = struct("FieldOptions", {
  delimiter: STRING,
  index: INT,
  encoding: STRING,
  create: BOOL,
});

const SOURCE = struct("SourceSelector", { ...RES_ID, fieldPath: STRING, options: FIELD_OPTIONS });

const TARGET = struct("TargetSelector", {
  select: SELECTOR,
  reject: pointersTo(SELECTOR),
  fieldPaths: STRINGS,
  options: FIELD_OPTIONS,
});

const REPLACEMENT_FIELDS = { source: SOURCE, targets: pointersTo(TARGET), sourceValue: STRING };

/** One replacement, as a file named by `path` holds it. */
export const REPLACEMENT = struct("Replacement", REPLACEMENT_FIELDS);

const REPLACEMENT_FIELD = struct("ReplacementField", {
  ...inside("Replacement", REPLACEMENT_FIELDS),
  path: STRING,
});

const VAR = struct("Var", {
  name: STRING,
  objref: struct("Target", { apiVersion: STRING, ...GVK, name: STRING, namespace: STRING }),
  fieldref: struct("FieldSelector", { fieldPath: STRING }),
});

const GENERATOR_OPTIONS = struct("GeneratorOptions", {
  labels: STRING_MAP,
  annotations: STRING_MAP,
  disableNameSuffixHash: BOOL,
  immutable: BOOL,
});

const GENERATOR_ARGS = inside("GeneratorArgs", {
  namespace: STRING,
  name: STRING,
  behavior: STRING,
  ...inside("KvPairSources", { literals: STRINGS, files: STRINGS, envs: STRINGS, env: STRING }),
  options: GENERATOR_OPTIONS,
});

const HELM_CHART = struct("HelmChart", {
  name: STRING,
  version: STRING,
  repo: STRING,
  releaseName: STRING,
  namespace: STRING,
  additionalValuesFiles: STRINGS,
  valuesFile: STRING,
  valuesInline: ANY_MAP,
  valuesMerge: STRING,
  includeCRDs: BOOL,
  skipHooks: BOOL,
  apiVersions: STRINGS,
  kubeVersion: STRING,
  nameTemplate: STRING,
  skipTests: BOOL,
  debug: BOOL,
  devel: BOOL,
});

const HELM_CHART_ARGS = struct("HelmChartArgs", {
  chartName: STRING,
  chartVersion: STRING,
  chartRepoUrl: STRING,
  chartHome: STRING,
  chartRepoName: STRING,
  helmBin: STRING,
  helmHome: STRING,
  values: STRING,
  valuesLocal: ANY_MAP,
  valuesMerge: STRING,
  releaseName: STRING,
  releaseNamespace: STRING,
  extraArgs: STRINGS,
});

const SORT_OPTIONS = struct("SortOptions", {
  order: { type: "string", name: "types.SortOrder" },
  legacySortOptions: struct("LegacySortOptions", { orderFirst: STRINGS, orderLast: STRINGS }),
});

/**
 * The fields of a kustomization file, in the order of kustomize's own declaration.
 * https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/types/kustomization.go
 */
export const KUSTOMIZATION = struct("Kustomization", {
  ...TYPE_META,
  metadata: struct("ObjectMeta", {
    name: STRING,
    namespace: STRING,
    labels: STRING_MAP,
    annotations: STRING_MAP,
  }),
  openapi: STRING_MAP,
  namePrefix: STRING,
  nameSuffix: STRING,
  namespace: STRING,
  commonLabels: STRING_MAP,
  labels: listOf(LABEL),
  commonAnnotations: STRING_MAP,
  patchesStrategicMerge: listOf({ type: "string", name: "types.PatchStrategicMerge" }),
  patchesJson6902: listOf(PATCH),
  patches: listOf(PATCH),
  images: listOf(IMAGE),
  imageTags: listOf(IMAGE),
  replacements: listOf(REPLACEMENT_FIELD),
  replicas: listOf(struct("Replica", { name: STRING, count: INT64 })),
  vars: listOf(VAR),
  sortOptions: SORT_OPTIONS,
  resources: STRINGS,
  components: STRINGS,
  crds: STRINGS,
  bases: STRINGS,
  configMapGenerator: listOf(struct("ConfigMapArgs", GENERATOR_ARGS)),
  secretGenerator: listOf(struct("SecretArgs", { ...GENERATOR_ARGS, type: STRING })),
  helmGlobals: struct("HelmGlobals", { chartHome: STRING, configHome: STRING }),
  helmCharts: listOf(HELM_CHART),
  helmChartInflationGenerator: listOf(HELM_CHART_ARGS),
  generatorOptions: GENERATOR_OPTIONS,
  configurations: STRINGS,
  generators: STRINGS,
  transformers: STRINGS,
  validators: STRINGS,
  buildMetadata: STRINGS,
});
