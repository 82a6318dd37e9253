import { memo } from "../memo.ts";
import { get, type Mapping, type Node, type Scalar, textOf } from "../node.ts";
import type { DocumentPlace } from "../origin.ts";
import { dirname, join } from "../path.ts";
import { spanOf } from "../source.ts";
import { asVersion2 } from "./asVersion2.ts";
import { expectSimpleKeys } from "./complexKeys.ts";
import { decoded } from "./decode.ts";
import { expanded } from "./expand.ts";
import type { SourceFile } from "./files.ts";
import {
  type GeneratorEntry,
  type GeneratorOptions,
  generatorEntry,
  generatorOptions,
  type ImageEntry,
  imageEntry,
  type LabelEntry,
  labelEntry,
  mappingAt,
  mappingsAt,
  type PatchEntry,
  patchEntry,
  type ReplacementEntry,
  type ReplicaEntry,
  replacementEntry,
  replicaEntry,
  type SortOptions,
  scalarAt,
  scalarsAt,
  sortOptions,
  type VarEntry,
  varEntry,
} from "./kustomizationEntries.ts";
import { KUSTOMIZATION } from "./kustomizationTypes.ts";
import { legacyCharts } from "./legacyCharts.ts";
import type { Reader } from "./memory.ts";
import { goFault, parsedAsGo } from "./parsedAsGo.ts";
import { isNull } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import { entryWith, fieldOf } from "./tree.ts";
import { unreadable } from "./unreadable.ts";

/**
 * A kustomization file as kustomize takes it: old fields moved to where they belong now, empty texts left out.
 * Scalars are texts, booleans or integers as the field wants them.
 */
export interface Kustomization {
  /** All of it, with the names of the fields as declared and without nulls. */
  readonly node: Mapping;
  /** As written; absent for a plain Kustomization. */
  readonly kind: Scalar | undefined;
  readonly apiVersion: Scalar | undefined;
  /** With those of `bases`. */
  readonly resources: readonly Scalar[];
  readonly components: readonly Scalar[];
  readonly crds: readonly Scalar[];
  readonly configurations: readonly Scalar[];
  readonly generators: readonly Scalar[];
  readonly transformers: readonly Scalar[];
  readonly validators: readonly Scalar[];
  readonly buildMetadata: readonly Scalar[];
  readonly namespace: Scalar | undefined;
  readonly namePrefix: Scalar | undefined;
  readonly nameSuffix: Scalar | undefined;
  readonly labels: readonly LabelEntry[];
  /** Texts by key. */
  readonly commonLabels: Mapping | undefined;
  readonly commonAnnotations: Mapping | undefined;
  readonly patches: readonly PatchEntry[];
  readonly patchesStrategicMerge: readonly Scalar[];
  readonly patchesJson6902: readonly PatchEntry[];
  /** With those of `imageTags`. */
  readonly images: readonly ImageEntry[];
  readonly replicas: readonly ReplicaEntry[];
  readonly replacements: readonly ReplacementEntry[];
  readonly vars: readonly VarEntry[];
  readonly configMapGenerator: readonly GeneratorEntry[];
  readonly secretGenerator: readonly GeneratorEntry[];
  readonly generatorOptions: GeneratorOptions | undefined;
  /** With those of `helmChartInflationGenerator`, in today's names. */
  readonly helmCharts: readonly Mapping[];
  readonly helmGlobals: Mapping | undefined;
  readonly sortOptions: SortOptions | undefined;
  readonly openapi: Mapping | undefined;
  /** Lines about deprecated fields, for stderr. */
  readonly warnings: readonly string[];
  /** The keys that those lines are about. */
  readonly deprecated: readonly DeprecatedField[];
}

export interface DeprecatedField {
  readonly key: Scalar;
  /** The field that took its place. */
  readonly instead: string;
}

/** The kustomization of a folder, with its file. Ends the build where there is none, or more than one. */
export function kustomizationIn(
  folder: string,
  reader: Reader,
): { readonly file: SourceFile; readonly kustomization: Kustomization } {
  const files = FILE_NAMES.flatMap((name) => reader.file(join(folder, name)) ?? []);
  const [file] = files;
  if (!file) {
    const [first, second, third] = FILE_NAMES.map((it) => `'${it}'`);
    return stop(`unable to find one of ${first}, ${second} or ${third} in directory '${folder}'`);
  }
  if (files.length > 1) stop(`Found multiple kustomization files under: ${folder}\n`);
  return { file, kustomization: kustomizationOf(file) };
}

/** Names a kustomization file may have. */
export const FILE_NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"] as const;

/** The kind that the kustomization of a folder says it has, however broken the rest may be. */
export function kindIn(folder: string, reader: Reader): string | undefined {
  const [file] = FILE_NAMES.flatMap((name) => reader.file(join(folder, name)) ?? []);
  const document = file?.documents[0]?.document;
  return document && textOf(get(parsedAsGo(document).root, "kind"));
}

const kustomizationOf = memo((file: SourceFile): Kustomization => {
  const { path, content, documents } = file;
  if (content === undefined) {
    stop(`'${path}' is there, but its content is not known`, undefined, [path]);
  }
  const document = documents[0]?.document ?? { text: "", inherited: undefined };
  const place = { path, document, span: spanOf(0, 0) };
  const { root } = parsedAsGo(document);
  const fault = unreadable(content);
  if (fault !== undefined) stop(`invalid Kustomization: yaml: ${fault}`, place);
  const refused = goFault(document, 2);
  if (refused) {
    const span = refused.span ?? spanOf(refused.at, refused.at + 1);
    stop(`invalid Kustomization: yaml: ${refused.message}`, { ...place, span });
  }
  return readKustomization(root, place);
});

/** A kustomization file that was read already. Nodes without an origin get that of the place. */
export function readKustomization(
  node: Node | undefined,
  { path, document, span }: DocumentPlace,
): Kustomization {
  const built = within(told, () => {
    if (!node || node.from) return node;
    const built = expanded(node, { from: { path, document }, place: (it) => it });
    expectSimpleKeys(built);
    return built;
  });
  const place = { path, document, span };
  if (!built || isNull(built)) return stop("kustomization.yaml is empty", place);
  const decodedNode = within("invalid Kustomization: ", () => decoded(built, KUSTOMIZATION));
  const kustomization = typed(decodedNode);
  if (isEmpty(kustomization)) stop("kustomization.yaml is empty", place);
  checkType(kustomization, place);
  return kustomization;
}

/** Aliases are expanded in the words of the reader of manifests. */
const told = (message: string) => `invalid Kustomization: ${asVersion2(message)}`;

function typed(node: Mapping): Kustomization {
  const deprecated = deprecatedIn(node);
  const charts = legacyCharts(mappingsAt(node, "helmChartInflationGenerator"));
  return {
    node,
    kind: scalarAt(node, "kind"),
    apiVersion: scalarAt(node, "apiVersion"),
    ...listsOf(node),
    namespace: scalarAt(node, "namespace"),
    namePrefix: scalarAt(node, "namePrefix"),
    nameSuffix: scalarAt(node, "nameSuffix"),
    labels: mappingsAt(node, "labels").map(labelEntry),
    commonLabels: mappingAt(node, "commonLabels"),
    commonAnnotations: mappingAt(node, "commonAnnotations"),
    patches: mappingsAt(node, "patches").map(patchEntry),
    patchesJson6902: mappingsAt(node, "patchesJson6902").map(patchEntry),
    images: [...mappingsAt(node, "images"), ...mappingsAt(node, "imageTags")].map(imageEntry),
    replicas: mappingsAt(node, "replicas").map(replicaEntry),
    replacements: mappingsAt(node, "replacements").map(replacementEntry),
    vars: mappingsAt(node, "vars").map(varEntry),
    configMapGenerator: mappingsAt(node, "configMapGenerator").map(
      generatorEntry("ConfigMapGenerator", ["configMapGenerator"]),
    ),
    secretGenerator: mappingsAt(node, "secretGenerator").map(
      generatorEntry("SecretGenerator", ["secretGenerator"]),
    ),
    generatorOptions: optional(mappingAt(node, "generatorOptions"), generatorOptions),
    helmCharts: [...mappingsAt(node, "helmCharts"), ...charts.charts],
    helmGlobals: mappingAt(node, "helmGlobals") ?? charts.globals,
    sortOptions: optional(mappingAt(node, "sortOptions"), sortOptions),
    openapi: mappingAt(node, "openapi"),
    warnings: deprecated.map(warning),
    deprecated,
  };
}

const optional = <T>(node: Mapping | undefined, read: (node: Mapping) => T): T | undefined =>
  node && read(node);

const listsOf = (node: Mapping) => ({
  resources: [...scalarsAt(node, "resources"), ...scalarsAt(node, "bases")],
  components: scalarsAt(node, "components"),
  crds: scalarsAt(node, "crds"),
  configurations: scalarsAt(node, "configurations"),
  generators: scalarsAt(node, "generators"),
  transformers: scalarsAt(node, "transformers"),
  validators: scalarsAt(node, "validators"),
  buildMetadata: scalarsAt(node, "buildMetadata"),
  patchesStrategicMerge: scalarsAt(node, "patchesStrategicMerge"),
});

/** In the order in which kustomize speaks of them. */
const DEPRECATED: readonly (readonly [field: string, instead: string])[] = [
  ["bases", "resources"],
  ["commonLabels", "labels"],
  ["imageTags", "images"],
  ["patchesJson6902", "patches"],
  ["patchesStrategicMerge", "patches"],
  ["vars", "replacements"],
];

function deprecatedIn(node: Mapping): readonly DeprecatedField[] {
  return DEPRECATED.flatMap(([field, instead]) => {
    const key = entryWith(node, field)?.key;
    return key ? [{ key, instead }] : [];
  });
}

function warning({ key, instead }: DeprecatedField): string {
  const experimental = key.text === "vars" ? "[EXPERIMENTAL] " : "";
  return (
    `# Warning: '${key.text}' is deprecated. Please use '${instead}' instead. ` +
    `${experimental}Run 'kustomize edit fix' to update your Kustomization automatically.`
  );
}

/** Does it ask for nothing? Lists and mappings count though nothing is in them, but for those that move elsewhere. */
function isEmpty({ node }: Kustomization): boolean {
  return node.entries.every(({ key, value }) => {
    if (key.text === "kind" || key.text === "apiVersion" || !value) return true;
    if (value.kind === "scalar") return value.text === "";
    return MOVED.has(key.text) && value.kind === "sequence" && value.items.length === 0;
  });
}

const MOVED: ReadonlySet<string> = new Set(["bases", "imageTags", "helmChartInflationGenerator"]);

function checkType({ kind, apiVersion, node }: Kustomization, place: DocumentPlace) {
  const faults: string[] = [];
  const name = kind?.text ?? "Kustomization";
  if (name !== "Kustomization" && name !== "Component") {
    faults.push("kind should be Kustomization or Component");
  }
  const version = `kustomize.config.k8s.io/${name === "Component" ? "v1alpha1" : "v1beta1"}`;
  if (apiVersion && apiVersion.text !== version) {
    faults.push(`apiVersion for ${name} should be ${version}`);
  }
  if (faults.length === 0) return;
  const at = fieldOf(node, faults[0]?.startsWith("kind") ? "kind" : "apiVersion");
  stop(
    [`Failed to read kustomization file under ${dirname(place.path)}:`, ...faults].join("\n"),
    at ? { ...place, span: at.span } : place,
  );
}
