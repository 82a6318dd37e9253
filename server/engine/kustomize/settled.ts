import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { MergeField } from "./mergeSchema.ts";
import { isSurelyText, resolve11 } from "./resolve.ts";
import { isNull, tagOf } from "./scalars.ts";
import { fieldOf } from "./tree.ts";

/**
 * Does a strategic merge leave the value as it is where the patch says nothing of it? It does not where it would drop
 * nulls or empty elements, put quotes around texts, or merge elements of one list with one another.
 */
export function isSettled(node: Node, field: MergeField | undefined): boolean {
  if (node.kind === "scalar") return (node.text !== "" || !isNull(node)) && !isOddText(node);
  if (!field) return node.kind !== "mapping" || isSettledByItself(node);
  if (node.kind === "mapping") return areEntriesSettled(node, field);
  return node.kind !== "sequence" || !field.keys || isSettledList(node, field, field.keys);
}

/** Every object inside an object begins anew with the schema of its own kind. */
const isSettledByItself = (node: Mapping): boolean =>
  areEntriesSettled(node, undefined) && !(fieldOf(node, "kind") && fieldOf(node, "apiVersion"));

const areEntriesSettled = ({ entries }: Mapping, field: MergeField | undefined): boolean =>
  entries.every(
    ({ key, value }) => key.text !== "" && (!value || isSettled(value, field?.field(key.text))),
  );

/** No two elements have the same keys, and each has all that any of them has. */
function isSettledList({ items }: Sequence, field: MergeField, keys: readonly string[]): boolean {
  const element = field.element();
  const names = new Set<string>();
  const used = keys.filter((key) => items.some((it) => textAt(it, key) !== ""));
  for (const item of items) {
    if (!item || (keys.length === 0 ? item.kind !== "scalar" : item.kind !== "mapping"))
      return false;
    const texts = keys.length === 0 ? [textOf(item)] : used.map((key) => textAt(item, key));
    if (texts.length === 0 || texts.includes("")) return false;
    names.add(texts.length === 1 ? (texts[0] ?? "") : JSON.stringify(texts));
    if (item.kind === "mapping" && !isSettled(item, element)) return false;
  }
  return names.size === items.length;
}

const textAt = (node: Node | undefined, key: string): string => textOf(fieldOf(node, key));

const textOf = (node: Node | undefined): string =>
  node?.kind === "scalar" && !isNull(node) ? node.text : "";

/** A text that older readers of YAML take for something else is given quotes, which keep what replaces it a text. */
export const isOddText = (node: Scalar): boolean =>
  node.style === "plain" &&
  !isSurelyText(node.text) &&
  tagOf(node) === "!!str" &&
  resolve11(node.text).tag !== "!!str" &&
  !node.text.includes("\n") &&
  node.text !== "";
