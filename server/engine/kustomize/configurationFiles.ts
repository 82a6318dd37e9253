import type { Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import {
  type Configuration,
  emptyConfiguration,
  mergeConfigurations,
  type NameReference,
  sorted,
} from "./configuration.ts";
import { defaultConfiguration } from "./data/defaultConfiguration.ts";
import { expectSetOnce } from "./expectSetOnce.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import type { SourceFile } from "./files.ts";
import type { Kustomization } from "./kustomization.ts";
import type { FieldType, StructType } from "./kustomizationTypes.ts";
import { decodedStrictly } from "./lenientDecode.ts";
import { type Loader, loadFile } from "./loading.ts";
import { isNull } from "./scalars.ts";
import { within } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** The defaults with what the `configurations` of a kustomization add (kustomize.md §21.1). */
export function configurationOf(loader: Loader, { configurations }: Kustomization): Configuration {
  let own = emptyConfiguration;
  for (const entry of configurations) {
    const file = loadFile(loader, entry.text, entry);
    const place = placeOfNode(entry);
    own = within("", () => mergeConfigurations(own, configurationIn(file)), place);
  }
  return within(
    "",
    () => mergeConfigurations(defaultConfiguration, own),
    placeOfNode(configurations[0]),
  );
}

const STRING: FieldType = { type: "string", name: "string" };

const KIND = {
  group: { type: STRING, inside: "Gvk" },
  version: { type: STRING, inside: "Gvk" },
  kind: { type: STRING, inside: "Gvk" },
};

const FIELD_SPECS: FieldType = {
  type: "list",
  of: {
    type: "struct",
    name: "FieldSpec",
    fields: {
      ...KIND,
      path: { type: STRING },
      create: { type: { type: "bool", name: "bool" } },
    },
  },
};

const REFERENCES: FieldType = {
  type: "list",
  of: {
    type: "struct",
    name: "NameBackReferences",
    fields: { ...KIND, fieldSpecs: { type: FIELD_SPECS } },
  },
};

const SECTIONS = [
  "namePrefix",
  "nameSuffix",
  "namespace",
  "commonLabels",
  "labels",
  "templateLabels",
  "commonAnnotations",
  "varReference",
  "images",
  "replicas",
] as const;

const CONFIGURATION: StructType = {
  type: "struct",
  name: "TransformerConfig",
  fields: {
    ...Object.fromEntries(SECTIONS.map((it) => [it, { type: FIELD_SPECS }])),
    nameReference: { type: REFERENCES },
  },
};

function configurationIn(file: SourceFile): Configuration {
  const root = within("error converting YAML to JSON: ", () => firstOfFile(file));
  if (root === undefined || isNull(root)) return emptyConfiguration;
  expectSetOnce(root);
  const node = decodedStrictly(root, CONFIGURATION);
  const lists = SECTIONS.map((it) => [it, fieldSpecsOf(fieldOf(node, it))] as const);
  return sorted({
    ...emptyConfiguration,
    ...Object.fromEntries(lists),
    nameReference: mappings(fieldOf(node, "nameReference")).map(
      (it): NameReference => ({
        ...kindOf(it),
        fieldSpecs: fieldSpecsOf(fieldOf(it, "fieldSpecs")),
      }),
    ),
  });
}

/** Field specs as a decoded list holds them. */
export const fieldSpecsOf = (node: Node | undefined): readonly FieldSpec[] =>
  mappings(node).map((it) => ({
    ...kindOf(it),
    path: textAt(it, "path") ?? "",
    ...(textAt(it, "create") === "true" && { create: true }),
  }));

const mappings = (node: Node | undefined): readonly Mapping[] =>
  node?.kind === "sequence" ? node.items.flatMap((it) => (it?.kind === "mapping" ? [it] : [])) : [];

function kindOf(node: Mapping): Omit<FieldSpec, "path"> {
  const [group, version, kind] = ["group", "version", "kind"].map((it) => textAt(node, it));
  return { ...(group && { group }), ...(version && { version }), ...(kind && { kind }) };
}

function textAt(node: Mapping, key: string): string | undefined {
  const value = fieldOf(node, key);
  return value?.kind === "scalar" ? value.text : undefined;
}
