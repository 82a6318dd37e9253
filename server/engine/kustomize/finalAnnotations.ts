import type { Entry, Mapping, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { ORIGIN, TRANSFORMATIONS } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { hasTwins } from "./hasTwins.ts";
import { scalarText, stringNode, tagOf } from "./scalars.ts";
import { stop } from "./stop.ts";
import { isTracked } from "./trackedNode.ts";
import { causeOf, emptyMapping, fieldOf, withEntries, withField, withoutField } from "./tree.ts";
import { withNode } from "./withNode.ts";
import { wrongKind } from "./wrongKind.ts";

/**
 * The object as it leaves the build: without kustomize's own annotations, the others as texts, and no `annotations`
 * where none are left (kustomize.md §3, step 15). `wanted` are the words of `buildMetadata`.
 */
export function withFinalAnnotations(object: BuiltObject, wanted: readonly string[]): BuiltObject {
  const single = withoutTwins(object, wanted);
  const node = rewritten(single, (key) => isRemoved(key, wanted));
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

function rewritten(node: Mapping, isDropped: (key: string) => boolean): Mapping {
  const known = fieldOf(node, "metadata");
  const metadata = known?.kind === "mapping" ? known : emptyMapping(causeOf(node));
  const written = fieldOf(metadata, "annotations");
  if (written === undefined && metadata === known) return node;
  const annotations = written?.kind === "sequence" ? paired(written) : written;
  const entries = annotations?.kind === "mapping" ? annotations.entries : [];
  const kept = entries.filter((it) => !isDropped(it.key.text)).map(asText);
  const same = kept.length === entries.length && kept.every((it, index) => it === entries[index]);
  if (same && kept.length > 0 && annotations === written) return node;
  const cleaned =
    annotations?.kind === "mapping" && kept.length > 0
      ? withField(metadata, "annotations", withEntries(annotations, kept), causeOf(annotations))
      : withoutField(metadata, "annotations");
  return withField(node, "metadata", cleaned, causeOf(metadata));
}

function asText(entry: Entry): Entry {
  const { key, value } = entry;
  // What a replacement put there may look like a number, and be a text by its tag alone.
  if (value?.kind === "scalar" && value.tag === undefined && tagOf(value) === "!!str") {
    // Set anew, a text is no block any more.
    const isBlock = value.style === "folded" || value.style === "literal";
    return isBlock ? { key, value: { ...value, style: "double" } } : entry;
  }
  const text = value?.kind === "scalar" ? value.text : (scalarText(value) ?? "");
  return { key, value: stringNode(text, causeOf(value ?? key)) };
}

/** kustomize takes a list for keys and values in turn, and breaks down where that does not come out even. */
function paired(list: Sequence): Mapping {
  const { items, flow } = list;
  const { length } = items;
  if (length % 2 > 0) {
    const message = `panic: runtime error: index out of range [${length}] with length ${length}`;
    return stop(message, placeOfNode(list));
  }
  const entries: Entry[] = [];
  for (let at = 0; at < length; at += 2) {
    const [key, value] = [items[at], items[at + 1]];
    if (key?.kind !== "scalar") return wrongKind("scalar", key ?? list);
    entries.push({ key, value });
  }
  return { kind: "mapping", flow, entries, ...causeOf(list) };
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
