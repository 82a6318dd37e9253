import type { Entry, Mapping } from "../node.ts";
import { ORIGIN, TRANSFORMATIONS } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { hasTwins } from "./hasTwins.ts";
import { withTextAnnotations } from "./textAnnotations.ts";
import { isTracked } from "./trackedNode.ts";
import { causeOf, emptyMapping, fieldOf, withEntries, withField } from "./tree.ts";
import { withNode } from "./withNode.ts";

/**
 * The object as it leaves the build: without kustomize's own annotations, the others as texts, and no `annotations`
 * where none are left (kustomize.md §3, step 15). `wanted` are the words of `buildMetadata`.
 */
export function withFinalAnnotations(object: BuiltObject, wanted: readonly string[]): BuiltObject {
  const single = withoutTwins(object, wanted);
  const node = withTextAnnotations(single, (key) => isRemoved(key, wanted));
  return node === object.node ? object : withNode(object, node, object.steps);
}

/**
 * Annotations that are written twice, or of which one is, do not survive the end of a build: kustomize takes its own
 * away one group after the other, and sets those that are left anew each time.
 */
function withoutTwins(object: BuiltObject, wanted: readonly string[]): Mapping {
  const { node } = object;
  const metadata = fieldOf(node, "metadata");
  if (metadata?.kind !== "mapping" || !hasAnnotationTwins(metadata)) return node;
  let left = metadata;
  if (isTracked(object) || annotationsOf(left).size > 0) {
    left = setAnew(left, (key) => REMOVED.has(key));
  }
  if (!wanted.includes("originAnnotations")) left = setAnew(left, (key) => key === ORIGIN);
  if (!wanted.includes("transformerAnnotations")) {
    left = setAnew(left, (key) => key === TRANSFORMATIONS);
  }
  return withField(node, "metadata", left, causeOf(metadata));
}

function hasAnnotationTwins({ entries }: Mapping): boolean {
  let found = false;
  for (const { key, value } of entries) {
    if (key.text !== "annotations") continue;
    if (found || (value?.kind === "mapping" && hasTwins(value.entries))) return true;
    found = true;
  }
  return false;
}

/** The annotations that kustomize sees: of the first that are written, and of each the last. */
function annotationsOf(metadata: Mapping): Map<string, Entry> {
  const annotations = fieldOf(metadata, "annotations");
  const entries = annotations?.kind === "mapping" ? annotations.entries : [];
  return new Map(entries.map((it) => [it.key.text, it]));
}

/** Takes the first annotations away and sets what is kept of them in the next ones that are written, or at the end. */
function setAnew(metadata: Mapping, isDropped: (key: string) => boolean): Mapping {
  const first = metadata.entries.findIndex(isAnnotations);
  const known = metadata.entries[first];
  if (!known) return metadata;
  const kept = [...annotationsOf(metadata).values()].filter((it) => !isDropped(it.key.text));
  const rest = metadata.entries.toSpliced(first, 1);
  const next = rest.findIndex(isAnnotations);
  if (kept.length > 0) {
    const { key, value } = rest[next] ?? known;
    const there = next >= 0 && value?.kind === "mapping" ? value : emptyMapping(causeOf(key));
    rest.splice(next < 0 ? rest.length : next, next < 0 ? 0 : 1, {
      key,
      value: withAll(there, kept),
    });
  }
  return withEntries(metadata, rest);
}

const isAnnotations = ({ key }: Entry): boolean => key.text === "annotations";

function withAll(mapping: Mapping, entries: readonly Entry[]): Mapping {
  return entries.reduce(
    (it, { key, value }) => (value ? withField(it, key.text, value, causeOf(value)) : it),
    mapping,
  );
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
