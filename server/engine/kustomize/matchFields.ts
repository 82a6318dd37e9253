import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { eachChanged } from "./eachChanged.ts";
import { elements, indexOf, isSelection, selectionOf } from "./fieldPath.ts";
import { regularExpression } from "./regularExpression.ts";
import { isNull, plainNode, untaggedNode } from "./scalars.ts";
import { stop } from "./stop.ts";
import {
  type Cause,
  emptyMapping,
  fieldOf,
  sequenceOf,
  withEntries,
  withField,
  withItems,
} from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";
import { yamlText } from "./yamlText.ts";

export interface FieldChange {
  /** What becomes of a field; `made`: it was created for this. */
  readonly change: (field: Node, made: boolean) => Node;
  /** Missing fields are created; the last one is of that kind. */
  readonly create?: { readonly kind: Node["kind"]; readonly cause: Cause } | undefined;
  /** What a text stands for that a path goes into. */
  readonly parse: (text: Scalar) => Node | undefined;
}

export interface Matched {
  readonly node: Node;
  /** How many fields the path found. */
  readonly count: number;
}

/**
 * Changes all fields that a path of a replacement target leads to: `[name=regexp]` and `*` may select several
 * elements. Mirrors PathMatcher of kyaml.
 */
export function matchFields(node: Node, path: readonly string[], change: FieldChange): Matched {
  return visit(node, path, change, false);
}

const NOTHING = 0;

function visit(node: Node, path: readonly string[], change: FieldChange, made: boolean): Matched {
  const [part, ...rest] = path;
  if (part === undefined) return { node: change.change(node, made), count: 1 };
  const index = indexOf(part);
  if (index !== undefined && index >= 0) return atIndex(node, index, rest, change);
  if (isSelection(part)) return inSelected(node, part, rest, change);
  if (part === "*") {
    return each(node, (it) => visit(it, rest, change, false));
  }
  return inField(node, part, rest, change);
}

function inField(node: Node, name: string, rest: readonly string[], change: FieldChange): Matched {
  const isNothing = isNull(node);
  if (name === "" && !isNothing) return inScalar(node, rest, change);
  if (!isNothing && node.kind !== "mapping") return wrongKind("mapping", node);
  const present = fieldOf(node, name);
  if (!present && !change.create) return { node, count: NOTHING };
  // What is created below a null is lost.
  if (!present && isNothing) return { node, count: 1 };
  const field = present ?? created(rest, change);
  if (field.kind === "scalar" && rest.length > 0) {
    return { node, count: countInText(field, rest, change) };
  }
  const { node: value, count } = visit(field, rest, change, present === undefined);
  return { node: withValue(node as Mapping, name, present, value, change), count };
}

/** A field without a name, as behind the last dot of `spec.a.`, is the scalar itself, and is found where that is empty. */
function inScalar(node: Node, rest: readonly string[], change: FieldChange): Matched {
  if (node.kind !== "scalar") return wrongKind("scalar", node);
  return node.text === "" ? visit(node, rest, change, false) : { node, count: NOTHING };
}

/** What is done inside a text is lost here: `structuredText.ts` has dealt with all that is kept. */
function countInText(text: Scalar, path: readonly string[], change: FieldChange): number {
  const inner = change.parse(text);
  if (inner) return visit(inner, path, { ...change, change: (it) => it }, false).count;
  const [next = ""] = path;
  const isList = next === "*" || isSelection(next) || (indexOf(next) ?? -1) >= 0;
  return stop(
    `wrong node kind: expected ${isList ? "Sequence" : "Mapping"}Node but got : node contents:\nnull\n`,
    placeOfNode(text),
  );
}

function withValue(
  mapping: Mapping,
  name: string,
  present: Node | undefined,
  value: Node,
  { create }: FieldChange,
): Mapping {
  if (value === present) return mapping;
  if (!present) return create ? withField(mapping, name, value, create.cause) : mapping;
  const index = mapping.entries.findIndex((it) => it.key.text === name);
  const known = mapping.entries[index];
  return known
    ? withEntries(mapping, mapping.entries.with(index, { key: known.key, value }))
    : mapping;
}

function created(rest: readonly string[], { create }: FieldChange): Node {
  if (!create) throw new Error("Nothing is created here.");
  const { cause, kind } = create;
  const [next] = rest;
  if (next === undefined) return empty(kind, cause);
  return empty(isSelection(next) || (indexOf(next) ?? -1) >= 0 ? "sequence" : "mapping", cause);
}

function empty(kind: Node["kind"], cause: Cause): Node {
  if (kind === "sequence") return sequenceOf([], cause);
  if (kind === "mapping") return emptyMapping(cause);
  return untaggedNode("", cause);
}

function atIndex(node: Node, index: number, rest: readonly string[], change: FieldChange): Matched {
  const items = elements(node);
  if (items.length === index && change.create) {
    if (node.kind !== "sequence") return { node, count: 1 };
    const { node: value, count } = visit(created(rest, change), rest, change, true);
    return { node: withItems(node, [...items, value]), count };
  }
  const item = items[index];
  if (index >= items.length || !item) {
    return stop(`index ${index} specified but only ${items.length} elements found`);
  }
  const { node: value, count } = visit(item, rest, change, false);
  if (value === item) return { node, count };
  return { node: withItems(node as Sequence, items.with(index, value)), count };
}

function inSelected(
  node: Node,
  part: string,
  rest: readonly string[],
  change: FieldChange,
): Matched {
  const { name, value } = selectionOf(part, node);
  const found = each(node, (it) => {
    const text = name === "" ? it : fieldOf(it, name);
    if (!text || !regularExpression(value)(yamlText(text))) return { node: it, count: NOTHING };
    return visit(it, name === "" ? [] : rest, change, false);
  });
  if (found.count > 0 || !change.create) return found;
  // As in a mapping, what is created below a null is lost.
  if (node.kind !== "sequence") return { node, count: 1 };
  const { cause } = change.create;
  const key = plainNode(value, cause);
  const element = name === "" ? key : withField(emptyMapping(cause), name, key, cause);
  const made = visit(element, name === "" ? [] : rest, change, name === "");
  return { node: withItems(node, [...node.items, made.node]), count: made.count };
}

function each(list: Node, visitItem: (item: Node) => Matched): Matched {
  const items = elements(list);
  let total = 0;
  const made = eachChanged(items, (item) => {
    if (!item) return item;
    const { node, count } = visitItem(item);
    total += count;
    return node;
  });
  return { node: made === items ? list : withItems(list as Sequence, made), count: total };
}
