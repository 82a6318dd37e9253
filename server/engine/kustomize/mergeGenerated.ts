import { goQuote } from "../goQuote.ts";
import type { Entry, Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { annotated, annotation, ORIGIN } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { textNode } from "./generators.ts";
import { idOf, type ResId } from "./id.ts";
import { isSurelyText, resolve11 } from "./resolve.ts";
import { scalarText, tagOf, untaggedNode } from "./scalars.ts";
import { stop } from "./stop.ts";
import { causeOf, emptyMapping, fieldOf, keyNode, withField, withoutField } from "./tree.ts";

/**
 * A generated object in the place of one that is there: its labels, annotations, name and namespace win or are kept as
 * kustomize does, and with `merge` the data of both is put together (kustomize.md §9.5).
 */
export function mergeGenerated(old: BuiltObject, made: BuiltObject): BuiltObject {
  const { behavior } = made.track;
  if (behavior !== "merge" && behavior !== "replace") {
    return stop(
      `id ${goId(idOf(made))} exists; can not use behavior: '${behavior === "create" ? "create" : "unspecified"}', behavior must be merge or replace`,
      placeOfNode(fieldOf(fieldOf(made.node, "metadata"), "name") ?? made.node),
    );
  }
  const { needsHash } = made.track;
  const node = withMetadataOf(old.node, made.node);
  const merged = { ...old, node: behavior === "merge" ? withDataOf(old.node, node) : node };
  const origin = behavior === "merge" ? annotation(old, ORIGIN) : undefined;
  return {
    node: (origin === undefined ? merged : annotated(merged, ORIGIN, origin)).node,
    began: old.began,
    steps: [...old.steps, ...made.steps],
    track: { ...old.track, needsHash: needsHash && old.track.needsHash },
  };
}

/** As Go prints the structure. */
export const goId = ({ group, version, kind, name, namespace, clusterScoped }: ResId): string =>
  `resid.ResId{Gvk:resid.Gvk{Group:${goQuote(group)}, Version:${goQuote(version)}, Kind:${goQuote(kind)}, isClusterScoped:${clusterScoped}}, Name:${goQuote(name)}, Namespace:${goQuote(namespace)}}`;

function withMetadataOf(old: Mapping, made: Mapping): Mapping {
  const known = fieldOf(old, "metadata");
  let metadata = mappingAt(made, "metadata") ?? emptyMapping(causeOf(made));
  for (const key of ["labels", "annotations"]) {
    metadata = withTexts(metadata, key, fieldOf(known, key), fieldOf(metadata, key));
  }
  for (const key of ["name", "namespace"]) {
    const value = fieldOf(known, key);
    metadata = value
      ? withField(metadata, key, renamed(value), causeOf(value))
      : withoutField(metadata, key);
  }
  return withField(made, "metadata", metadata, causeOf(metadata));
}

/** Set anew, a name has quotes only where YAML 1.1 needs them: one that looks like a date becomes a date. */
function renamed(name: Node): Node {
  if (name.kind !== "scalar" || isSurelyText(name.text)) return name;
  const { tag } = resolve11(name.text);
  const isBare = tag === "!!str" || tag === "!!timestamp";
  return isBare ? untaggedNode(name.text, causeOf(name)) : name;
}

function withDataOf(old: Mapping, made: Mapping): Mapping {
  let out = made;
  for (const key of ["data", "binaryData"]) {
    out = withTexts(out, key, fieldOf(old, key), fieldOf(made, key));
  }
  return out;
}

/** The texts of both; those of the second win. */
function withTexts(
  mapping: Mapping,
  key: string,
  first: Node | undefined,
  second: Node | undefined,
): Mapping {
  const texts = new Map([...entriesOf(first), ...entriesOf(second)].map((it) => [it.key.text, it]));
  if (texts.size === 0) return withoutField(mapping, key);
  const holder = second?.kind === "mapping" ? second : first;
  const cause = causeOf(holder ?? mapping);
  const entries = [...texts.values()].map(asText);
  return withField(mapping, key, { ...emptyMapping(cause), entries }, cause);
}

const entriesOf = (node: Node | undefined): readonly Entry[] =>
  node?.kind === "mapping" ? node.entries : [];

/** Quotes of the key are lost, so that one that looks like a number is one from then on. */
function asText({ key: written, value }: Entry): Entry {
  const key = keyNode(written.text, causeOf(written));
  const text = scalarText(value) ?? "";
  const made = textNode(text, causeOf(value ?? written));
  const isSame =
    value?.kind === "scalar" &&
    tagOf(value) === "!!str" &&
    value.tag === made.tag &&
    value.style === made.style;
  return { key, value: isSame ? value : made };
}

const mappingAt = (node: Mapping, key: string): Mapping | undefined => {
  const value = fieldOf(node, key);
  return value?.kind === "mapping" ? value : undefined;
};
