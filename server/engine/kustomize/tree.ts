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
  const { entries } = mapping;
  for (let at = 0; at < entries.length; at++) {
    const known = entries[at] as Entry;
    if (known.key.text !== key) continue;
    if (known.value === value) return mapping;
    const made = entries.slice();
    made[at] = { key: known.key, value };
    return withEntries(mapping, made);
  }
  const added = { key: keyNode(key, cause), value };
  // A third of the memory that a spread takes, which leaves room for more.
  return withEntries(mapping, entries.toSpliced(entries.length, 0, added));
}

export function withoutField(mapping: Mapping, key: string): Mapping {
  const entries = mapping.entries.filter((it) => it.key.text !== key);
  return entries.length === mapping.entries.length ? mapping : withEntries(mapping, entries);
}

/**
 * The mapping with other entries. Here and below fields are written one by one: to older engines, that of Node 20 among
 * them, what a spread makes has another shape than what it was made of, and nodes of many shapes are read several times
 * as slowly as those of few.
 */
export function withEntries(mapping: Mapping, entries: readonly Entry[]): Mapping {
  const { span, flow, anchor, tag, from } = mapping;
  const isBare = anchor === undefined && tag === undefined && from !== undefined;
  return isBare ? { kind: "mapping", span, flow, entries, from } : { ...mapping, entries };
}

/** The list with other items. */
export function withItems(list: Sequence, items: readonly (Node | undefined)[]): Sequence {
  const { span, flow, anchor, tag, from } = list;
  const isBare = anchor === undefined && tag === undefined && from !== undefined;
  return isBare ? { kind: "sequence", span, flow, items, from } : { ...list, items };
}

/** The node with another origin. */
export function withCause<T extends Node>(node: T, cause: Cause): T;
export function withCause(node: Node, { from, span }: Cause): Node {
  if (node.kind === "alias" || node.anchor !== undefined || node.tag !== undefined) {
    return { ...node, span, from } as Node;
  }
  switch (node.kind) {
    case "mapping":
      return { kind: "mapping", span, flow: node.flow, entries: node.entries, from };
    case "sequence":
      return { kind: "sequence", span, flow: node.flow, items: node.items, from };
    case "scalar": {
      const { style, text, value } = node;
      return { kind: "scalar", span, style, text, value, from };
    }
  }
}

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
