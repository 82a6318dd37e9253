import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { MergeField } from "./mergeSchema.ts";
import { isSurelyText, resolve11 } from "./resolve.ts";
import { isNull, isUntagged, tagOf } from "./scalars.ts";
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

function areEntriesSettled({ entries }: Mapping, field: MergeField | undefined): boolean {
  for (let at = 0; at < entries.length; at++) {
    const { key, value } = entries[at] as Entry;
    if (key.text === "") return false;
    if (value && !isSettled(value, field?.field(key.text))) return false;
  }
  return true;
}

/** No two elements have the same keys, and each has all that any of them has. */
function isSettledList({ items }: Sequence, field: MergeField, keys: readonly string[]): boolean {
  const element = field.element();
  if (items.length === 1) return isSettledAlone(items[0], element, keys);
  const used =
    keys.length < 2 ? keys : keys.filter((key) => items.some((it) => textAt(it, key) !== ""));
  const names: string[] = [];
  for (const item of items) {
    if (!item || !(keys.length === 0 ? isValue(item) : item.kind === "mapping")) return false;
    const name = keys.length === 0 ? textOf(item) : nameOf(item, used);
    if (name === "") return false;
    names.push(name);
    if (item.kind === "mapping" && !isSettled(item, element)) return false;
  }
  return names.length < 2 || new Set(names).size === names.length;
}

/** As most lists are. */
function isSettledAlone(
  item: Node | undefined,
  element: MergeField | undefined,
  keys: readonly string[],
): boolean {
  if (keys.length === 0) return isValue(item) && textOf(item) !== "";
  if (item?.kind !== "mapping") return false;
  for (const key of keys) if (textAt(item, key) !== "") return isSettled(item, element);
  return false;
}

const isValue = (item: Node | undefined): boolean => item?.kind === "scalar" && !losesTag(item);

/** The texts of all keys as one; nothing where one of them is missing. */
function nameOf(item: Node, keys: readonly string[]): string {
  const [first = ""] = keys;
  if (keys.length < 2) return keys.length === 0 ? "" : textAt(item, first);
  const texts = keys.map((key) => textAt(item, key));
  return texts.includes("") ? "" : JSON.stringify(texts);
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

/**
 * The values of a list that is merged are written again as texts without a tag: does that make another of this one?
 * What is empty is not written.
 */
export function losesTag(scalar: Scalar): boolean {
  const { tag, style, text } = scalar;
  if (text === "") return false;
  return tag === undefined ? style === "plain" && !isSurelyText(text) : !isUntagged(scalar);
}
