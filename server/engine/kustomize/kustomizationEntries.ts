import type { Mapping, Node, Path, Scalar, Sequence } from "../node.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import type { Target } from "./selector.ts";
import { fieldOf } from "./tree.ts";

/** One of `labels`. */
export interface LabelEntry {
  readonly node: Mapping;
  /** Texts by key. */
  readonly pairs: Mapping | undefined;
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
  readonly fields: readonly FieldSpec[];
}

/** One of `patches` or `patchesJson6902`. */
export interface PatchEntry {
  readonly node: Mapping;
  readonly path: Scalar | undefined;
  readonly patch: Scalar | undefined;
  readonly target: Target | undefined;
  readonly allowNameChange: boolean;
  readonly allowKindChange: boolean;
}

/** One of `images`. */
export interface ImageEntry {
  readonly node: Mapping;
  /** A regular expression, see kustomize.md §14.1. */
  readonly name: Scalar | undefined;
  readonly newName: Scalar | undefined;
  readonly newTag: Scalar | undefined;
  readonly digest: Scalar | undefined;
  readonly tagSuffix: Scalar | undefined;
}

/** One of `replicas`. */
export interface ReplicaEntry {
  readonly node: Mapping;
  readonly name: Scalar | undefined;
  /** An integer; absent counts as 0. */
  readonly count: Scalar | undefined;
}

/** One of `replacements`; with a `path`, the rest stands in that file. */
export interface ReplacementEntry {
  readonly node: Mapping;
  readonly path: Scalar | undefined;
  readonly source: ReplacementSource | undefined;
  readonly sourceValue: Scalar | undefined;
  readonly targets: readonly ReplacementTarget[];
}

export interface ReplacementSource {
  readonly node: Mapping;
  /** Its texts are no expressions here. */
  readonly select: Target;
  readonly fieldPath: Scalar | undefined;
  readonly options: FieldOptions | undefined;
}

export interface ReplacementTarget {
  readonly node: Mapping;
  readonly select: Target | undefined;
  readonly reject: readonly Target[];
  readonly fieldPaths: readonly Scalar[];
  readonly options: FieldOptions | undefined;
}

export interface FieldOptions {
  readonly node: Mapping;
  /** Empty for none. */
  readonly delimiter: string;
  readonly index: number;
  readonly create: boolean;
}

/** One of `vars`. */
export interface VarEntry {
  readonly node: Mapping;
  readonly name: Scalar | undefined;
  /** What it names; `apiVersion` goes before group and version. */
  readonly objref: Mapping | undefined;
  readonly fieldPath: Scalar | undefined;
}

/** One of `configMapGenerator` or `secretGenerator`. */
export interface GeneratorEntry {
  readonly node: Mapping;
  readonly kind: "ConfigMapGenerator" | "SecretGenerator";
  /** Where in the document it stands: `["configMapGenerator", 0]`. */
  readonly at: Path;
  readonly name: Scalar | undefined;
  readonly namespace: Scalar | undefined;
  readonly behavior: Scalar | undefined;
  readonly literals: readonly Scalar[];
  readonly files: readonly Scalar[];
  /** With that of `env`. */
  readonly envs: readonly Scalar[];
  /** Of a Secret. */
  readonly type: Scalar | undefined;
  readonly options: GeneratorOptions | undefined;
}

export interface GeneratorOptions {
  readonly node: Mapping;
  readonly labels: Mapping | undefined;
  readonly annotations: Mapping | undefined;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}

/** `sortOptions`. */
export interface SortOptions {
  readonly node: Mapping;
  readonly order: Scalar | undefined;
  readonly legacySortOptions:
    | { readonly orderFirst: readonly Scalar[]; readonly orderLast: readonly Scalar[] }
    | undefined;
}

/** The mapping below a field of a decoded tree. */
export function mappingAt(node: Mapping, field: string): Mapping | undefined {
  const value = fieldOf(node, field);
  return value?.kind === "mapping" ? value : undefined;
}

/** The scalar below a field. Go does not tell an empty text from none. */
export function scalarAt(node: Mapping, field: string): Scalar | undefined {
  const value = fieldOf(node, field);
  return value?.kind === "scalar" && value.text !== "" ? value : undefined;
}

export const scalarsAt = (node: Mapping, field: string): readonly Scalar[] =>
  itemsAt(node, field).filter((it) => it.kind === "scalar");

export const mappingsAt = (node: Mapping, field: string): readonly Mapping[] =>
  itemsAt(node, field).filter((it) => it.kind === "mapping");

function itemsAt(node: Mapping, field: string): readonly Node[] {
  const value = fieldOf(node, field);
  return value?.kind === "sequence"
    ? (value as Sequence).items.filter((it) => it !== undefined)
    : [];
}

const textAt = (node: Mapping, field: string): string | undefined => scalarAt(node, field)?.text;

const isSet = (node: Mapping | undefined, field: string): boolean =>
  node !== undefined && textAt(node, field) === "true";

export function labelEntry(node: Mapping): LabelEntry {
  return {
    node,
    pairs: mappingAt(node, "pairs"),
    includeSelectors: isSet(node, "includeSelectors"),
    includeTemplates: isSet(node, "includeTemplates"),
    fields: mappingsAt(node, "fields").map(fieldSpec),
  };
}

/** A field spec of a decoded tree. */
export function fieldSpec(node: Mapping): FieldSpec {
  const [group, version, kind] = ["group", "version", "kind"].map((it) => textAt(node, it));
  return {
    ...(group !== undefined && { group }),
    ...(version !== undefined && { version }),
    ...(kind !== undefined && { kind }),
    path: textAt(node, "path") ?? "",
    create: isSet(node, "create"),
  };
}

export function patchEntry(node: Mapping): PatchEntry {
  const target = mappingAt(node, "target");
  const options = mappingAt(node, "options");
  return {
    node,
    path: scalarAt(node, "path"),
    patch: scalarAt(node, "patch"),
    target: target && targetOf(target),
    allowNameChange: isSet(options, "allowNameChange"),
    allowKindChange: isSet(options, "allowKindChange"),
  };
}

function targetOf(node: Mapping): Target {
  return {
    group: textAt(node, "group"),
    version: textAt(node, "version"),
    kind: textAt(node, "kind"),
    name: textAt(node, "name"),
    namespace: textAt(node, "namespace"),
    labelSelector: textAt(node, "labelSelector"),
    annotationSelector: textAt(node, "annotationSelector"),
    node,
  };
}

export const imageEntry = (node: Mapping): ImageEntry => ({
  node,
  name: scalarAt(node, "name"),
  newName: scalarAt(node, "newName"),
  newTag: scalarAt(node, "newTag"),
  digest: scalarAt(node, "digest"),
  tagSuffix: scalarAt(node, "tagSuffix"),
});

export const replicaEntry = (node: Mapping): ReplicaEntry => ({
  node,
  name: scalarAt(node, "name"),
  count: scalarAt(node, "count"),
});

export function replacementEntry(node: Mapping): ReplacementEntry {
  const source = mappingAt(node, "source");
  return {
    node,
    path: scalarAt(node, "path"),
    source: source && {
      node: source,
      select: targetOf(source),
      fieldPath: scalarAt(source, "fieldPath"),
      options: fieldOptions(source),
    },
    sourceValue: scalarOrEmpty(node, "sourceValue"),
    targets: mappingsAt(node, "targets").map(replacementTarget),
  };
}

/** An empty text is a value here. */
function scalarOrEmpty(node: Mapping, field: string): Scalar | undefined {
  const value = fieldOf(node, field);
  return value?.kind === "scalar" ? value : undefined;
}

function replacementTarget(node: Mapping): ReplacementTarget {
  const select = mappingAt(node, "select");
  return {
    node,
    select: select && targetOf(select),
    reject: mappingsAt(node, "reject").map(targetOf),
    fieldPaths: scalarsAt(node, "fieldPaths"),
    options: fieldOptions(node),
  };
}

function fieldOptions(holder: Mapping): FieldOptions | undefined {
  const node = mappingAt(holder, "options");
  return (
    node && {
      node,
      delimiter: textAt(node, "delimiter") ?? "",
      index: Number(textAt(node, "index") ?? 0),
      create: isSet(node, "create"),
    }
  );
}

export function varEntry(node: Mapping): VarEntry {
  const fieldref = mappingAt(node, "fieldref");
  return {
    node,
    name: scalarAt(node, "name"),
    objref: mappingAt(node, "objref"),
    fieldPath: fieldref && scalarAt(fieldref, "fieldPath"),
  };
}

/** `at` leads to the list. */
export function generatorEntry(kind: GeneratorEntry["kind"], at: Path = []) {
  return (node: Mapping, index: number): GeneratorEntry => {
    const env = scalarAt(node, "env");
    const envs = scalarsAt(node, "envs");
    const options = mappingAt(node, "options");
    return {
      node,
      kind,
      at: [...at, index],
      name: scalarAt(node, "name"),
      namespace: scalarAt(node, "namespace"),
      behavior: scalarAt(node, "behavior"),
      literals: scalarsAt(node, "literals"),
      files: scalarsAt(node, "files"),
      envs: env ? [...envs, env] : envs,
      type: kind === "SecretGenerator" ? scalarAt(node, "type") : undefined,
      options: options && generatorOptions(options),
    };
  };
}

export const generatorOptions = (node: Mapping): GeneratorOptions => ({
  node,
  labels: mappingAt(node, "labels"),
  annotations: mappingAt(node, "annotations"),
  disableNameSuffixHash: isSet(node, "disableNameSuffixHash"),
  immutable: isSet(node, "immutable"),
});

export function sortOptions(node: Mapping): SortOptions {
  const legacy = mappingAt(node, "legacySortOptions");
  return {
    node,
    order: scalarAt(node, "order"),
    legacySortOptions: legacy && {
      orderFirst: scalarsAt(legacy, "orderFirst"),
      orderLast: scalarsAt(legacy, "orderLast"),
    },
  };
}
