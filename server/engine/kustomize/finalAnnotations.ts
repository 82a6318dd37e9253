import type { Entry, Mapping } from "../node.ts";
import { ORIGIN, TRANSFORMATIONS } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { scalarText, stringNode, tagOf } from "./scalars.ts";
import { causeOf, emptyMapping, fieldOf, withEntries, withField, withoutField } from "./tree.ts";
import { withNode } from "./withNode.ts";

/**
 * The object as it leaves the build: without kustomize's own annotations, the others as texts, and no `annotations`
 * where none are left (kustomize.md §3, step 15). `wanted` are the words of `buildMetadata`.
 */
export function withFinalAnnotations(object: BuiltObject, wanted: readonly string[]): BuiltObject {
  const node = rewritten(object.node, (key) => isRemoved(key, wanted));
  return node === object.node ? object : withNode(object, node, object.steps);
}

function rewritten(node: Mapping, isDropped: (key: string) => boolean): Mapping {
  const known = fieldOf(node, "metadata");
  const metadata = known?.kind === "mapping" ? known : emptyMapping(causeOf(node));
  const annotations = fieldOf(metadata, "annotations");
  if (annotations === undefined && metadata === known) return node;
  const entries = annotations?.kind === "mapping" ? annotations.entries : [];
  const kept = entries.filter((it) => !isDropped(it.key.text)).map(asText);
  const same = kept.length === entries.length && kept.every((it, index) => it === entries[index]);
  if (same && kept.length > 0) return node;
  const cleaned =
    annotations?.kind === "mapping" && kept.length > 0
      ? withField(metadata, "annotations", withEntries(annotations, kept), causeOf(annotations))
      : withoutField(metadata, "annotations");
  return withField(node, "metadata", cleaned, causeOf(metadata));
}

function asText(entry: Entry): Entry {
  const { key, value } = entry;
  if (value?.kind === "scalar" && tagOf(value) === "!!str") {
    // Set anew, a text is no block any more.
    const isBlock = value.style === "folded" || value.style === "literal";
    return isBlock ? { key, value: { ...value, style: "double" } } : entry;
  }
  const text = value?.kind === "scalar" ? value.text : (scalarText(value) ?? "");
  return { key, value: stringNode(text, causeOf(value ?? key)) };
}

const INTERNAL = "internal.config.kubernetes.io/";

const REMOVED: ReadonlySet<string> = new Set([
  ...[
    "previousKinds",
    "previousNames",
    "prefixes",
    "suffixes",
    "previousNamespaces",
    "allowNameChange",
    "allowKindChange",
    "refBy",
    "generatorBehavior",
    "needsHashSuffix",
    "path",
    "index",
    "seqindent",
    "id",
    "annotations-migration-resource-id",
    "helm-generated",
  ].map((it) => INTERNAL + it),
  "config.kubernetes.io/path",
  "config.kubernetes.io/index",
  "config.k8s.io/id",
]);

const isRemoved = (key: string, wanted: readonly string[]): boolean =>
  REMOVED.has(key) ||
  (key === ORIGIN && !wanted.includes("originAnnotations")) ||
  (key === TRANSFORMATIONS && !wanted.includes("transformerAnnotations"));
