import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { Origin } from "../origin.ts";
import type { Span } from "../source.ts";

/** What a new node is made from: the text that causes it. */
export interface Cause {
  readonly from: Origin;
  readonly span: Span;
}

/** The cause of a node that is there already. Every node of a built object has one. */
export function causeOf(node: Node): Cause {
  if (!node.from) throw new Error("A node of a built object has lost its origin.");
  return { from: node.from, span: node.span };
}

/** The value of a field, written in the mapping itself. */
export const fieldOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === "mapping" ? entryWith(node, key)?.value : undefined;

export function entryWith(mapping: Mapping, key: string): Entry | undefined {
  const { entries } = mapping;
  // The innermost loop of all: an index is twice as fast here as an iterator, above all while code is cold.
  for (let at = 0; at < entries.length; at++) {
    const it = entries[at];
    if (it?.key.text === key) return it;
  }
  return undefined;
}

/** The mapping with the field set: in its place where the key is there already, at the end otherwise. */
export function withField(mapping: Mapping, key: string, value: Node, cause: Cause): Mapping {
  const index = mapping.entries.findIndex((it) => it.key.text === key);
  const known = mapping.entries[index];
  if (known?.value === value) return mapping;
  if (known) return { ...mapping, entries: mapping.entries.with(index, { key: known.key, value }) };
  return { ...mapping, entries: [...mapping.entries, { key: keyNode(key, cause), value }] };
}

export function withoutField(mapping: Mapping, key: string): Mapping {
  const entries = mapping.entries.filter((it) => it.key.text !== key);
  return entries.length === mapping.entries.length ? mapping : { ...mapping, entries };
}

export const withItems = (list: Sequence, items: readonly (Node | undefined)[]): Sequence => ({
  ...list,
  items,
});

/** Keys are compared and printed as text, whatever they look like. */
export const keyNode = (text: string, { from, span }: Cause): Scalar => ({
  kind: "scalar",
  span,
  style: "plain",
  text,
  value: text,
  from,
});

export const emptyMapping = ({ from, span }: Cause): Mapping => ({
  kind: "mapping",
  span,
  flow: false,
  entries: [],
  from,
});

export const sequenceOf = (items: readonly Node[], { from, span }: Cause): Sequence => ({
  kind: "sequence",
  span,
  flow: false,
  items,
  from,
});
