import { isNull, meaningOf, scalarText, stringNode } from "../kustomize/scalars.ts";
import { type Cause, causeOf, emptyMapping, fieldOf, withField } from "../kustomize/tree.ts";
import type { Mapping, Node, Scalar } from "../node.ts";

/** Labels or annotations of an object as Go's client reads them: none at all where one is neither text nor null. */
export function textsIn(
  object: Node,
  field: "labels" | "annotations",
): ReadonlyMap<string, string> {
  const node = fieldOf(fieldOf(object, "metadata"), field);
  return new Map(isAllText(node) ? node.entries.map((it) => [it.key.text, textOf(it.value)]) : []);
}

const textOf = (node: Node | undefined): string => scalarText(node) ?? "";

/** Name, namespace and the like: empty where it is missing or no text. */
export function metaText(object: Node, field: string): string {
  return typedText(fieldOf(fieldOf(object, "metadata"), field));
}

/** A text as Go's client reads it: empty where it is missing or no text. */
export const typedText = (node: Node | undefined): string =>
  node?.kind === "scalar" && isText(node) ? (scalarText(node) ?? "") : "";

/** One thing to set, and the text that asks for it. */
export interface Setting {
  readonly key: string;
  readonly value: string;
  readonly cause: Cause;
}

/**
 * The object with labels or annotations set. Where one of its own is no text, all of them are lost: that is how Go's
 * client reads them.
 */
export function withTexts(
  object: Mapping,
  field: "labels" | "annotations",
  settings: readonly Setting[],
): Mapping {
  const [first] = settings;
  if (!first) return object;
  const metadata = fieldOf(object, "metadata");
  const known = metadata?.kind === "mapping" ? metadata : emptyMapping(first.cause);
  const before = fieldOf(known, field);
  let texts = isAllText(before) ? withoutNulls(before) : emptyMapping(first.cause);
  for (const { key, value, cause } of settings) {
    const old = fieldOf(texts, key);
    if (old && textOf(old) === value) continue;
    const node = stringNode(value, cause);
    const placed = old && node.from ? { ...node, from: { ...node.from, before: old } } : node;
    texts = old
      ? withField(texts, key, placed, cause)
      : { ...texts, entries: [...texts.entries, { key: stringNode(key, cause), value: placed }] };
  }
  return withField(object, "metadata", withField(known, field, texts, first.cause), first.cause);
}

/** What is null becomes empty text. */
function withoutNulls(texts: Mapping): Mapping {
  if (!texts.entries.some((it) => isNull(it.value))) return texts;
  const entries = texts.entries.map(({ key, value }) => ({
    key,
    value: isNull(value) ? stringNode("", causeOf(value ?? key)) : value,
  }));
  return { ...texts, entries };
}

function isAllText(node: Node | undefined): node is Mapping {
  if (node?.kind !== "mapping") return false;
  return node.entries.every(
    ({ value }) => isNull(value) || (value?.kind === "scalar" && isText(value)),
  );
}

function isText(scalar: Scalar): boolean {
  const { tag } = meaningOf(scalar);
  return tag === "!!str" || tag === "!!timestamp";
}
