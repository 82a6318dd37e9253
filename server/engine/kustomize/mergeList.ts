import type { Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import {
  type Draft,
  draftOf,
  entriesOf,
  fieldDraft,
  isEmptyMapping,
  isNullDraft,
  itemsOf,
  type MappingDraft,
  type SequenceDraft,
  textOfDraft,
} from "./mergeDraft.ts";
import type { MergeField } from "./mergeSchema.ts";
import { plainNode, stringNode, untaggedNode } from "./scalars.ts";
import { losesTag } from "./settled.ts";
import { stop } from "./stop.ts";
import type { Merging } from "./strategicMerge.ts";
import { causeOf, keyNode } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/**
 * Merges a list whose elements are told apart by keys, or whose plain values are. A step for step account of
 * kyaml/yaml/walk/associative_sequence.go, for its outcome follows no simpler rule (kustomize.md §16.3).
 */
export function mergeList(
  target: SequenceDraft | undefined,
  patch: SequenceDraft | undefined,
  field: MergeField,
  merging: Merging,
): Draft | undefined {
  const directive = target && patch ? takeDirective(patch) : "merge";
  if (directive === "delete") return undefined;
  const into = (directive === "replace" ? undefined : target) ?? patch;
  if (!into) return undefined;
  if (patch && itemsOf(into).length === 0) into.node = { ...into.node, flow: patch.node.flow };
  const keys = field.keys?.length ? field.keys : [PLAIN];
  if (patch) tellKeyless(patch, keys, merging);
  const tuples = tuplesOf([patch, into], keys);
  if (tuples.length === 0) return into;
  return mergeElements({ into, patch, keys, tuples: unified(tuples, keys), field }, merging);
}

/** The key of a plain value: itself. */
const PLAIN = "";

type Tuple = readonly string[];

interface Lists {
  readonly into: SequenceDraft;
  readonly patch: SequenceDraft | undefined;
  readonly keys: readonly string[];
  readonly tuples: readonly Tuple[];
  readonly field: MergeField;
}

function mergeElements({ into, patch, keys, tuples, field }: Lists, merging: Merging): Draft {
  const used = keys.filter((_, index) => tuples.some((it) => it[index] !== ""));
  const known = used.length === 0 ? keys : used;
  const result = draftOf(into.node, into.patch) as SequenceDraft;
  result.items = [];
  for (const tuple of tuples) {
    const values =
      used.length === 0 ? tuple : tuple.filter((_, index) => used.includes(keys[index] ?? ""));
    const found = [elementWith(into, known, values), patch && elementWith(patch, known, values)];
    const element = merging.walk(found[0], found[1], field.element(), merging);
    if (!element || isNullDraft(element) || isEmptyMapping(element)) {
      setElement(into, known, values, undefined);
      continue;
    }
    completeKeys(element, known, values);
    setElement(result, known, values, element);
  }
  for (const element of [...itemsOf(into)]) append(result, element, known);
  return result;
}

/** What an element that only has `$patch` asks for, for the whole list. */
function takeDirective(patch: SequenceDraft): "merge" | "replace" | "delete" {
  const found = itemsOf(patch).find((it) => fieldDraft(it, "$patch") !== undefined);
  if (found?.kind !== "mapping" || entriesOf(found).length > 1) return "merge";
  const value = fieldDraft(found, "$patch");
  const word = textOfDraft(value);
  if (word !== "merge" && word !== "replace" && word !== "delete") {
    return stop(`unknown patch strategy '${word}'`, placeOfNode(value?.node));
  }
  setElement(patch, ["$patch"], [word], undefined);
  return word;
}

function tellKeyless(patch: SequenceDraft, keys: readonly string[], { onKeyless }: Merging) {
  const [first] = keys;
  if (!onKeyless || first === undefined || first === PLAIN) return;
  for (const element of itemsOf(patch)) {
    if (!element.patch || element.kind !== "mapping" || fieldDraft(element, first)) continue;
    if (entriesOf(element).every((it) => it.key.text === "$patch")) continue;
    onKeyless({ element: element.node, keys });
  }
}

/** The keys of all elements, each once, those of the patch first. */
function tuplesOf(lists: readonly (SequenceDraft | undefined)[], keys: readonly string[]): Tuple[] {
  const tuples = new Map<string, Tuple>();
  for (const list of lists) {
    for (const element of list ? itemsOf(list) : []) {
      const tuple = keys.map((key) =>
        key === PLAIN ? textOfDraft(element) : keyText(element, key),
      );
      const name = JSON.stringify(tuple);
      if (!tuples.has(name)) tuples.set(name, tuple);
    }
  }
  return [...tuples.values()];
}

function keyText(element: Draft, key: string): string {
  const value = fieldDraft(element, key);
  return isNullDraft(value) ? "" : textOfDraft(value);
}

/** With several keys, tuples that differ only where one of them says nothing are taken for the same. */
function unified(tuples: Tuple[], keys: readonly string[]): readonly Tuple[] {
  if (keys.length < 2) return tuples;
  for (let i = 0; i < tuples.length; i++) {
    // What it was when its turn began.
    const first = tuples[i] ?? [];
    for (let j = 0; j < tuples.length; j++) {
      const both = unite(first, tuples[j] ?? []);
      if (!both) continue;
      tuples[i] = both;
      tuples[j] = both;
    }
  }
  return tuples;
}

function unite(a: Tuple, b: Tuple): Tuple | undefined {
  let common = false;
  const both: string[] = [];
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? "";
    if (value === other) common = true;
    else if (value !== "" && other !== "") return undefined;
    both.push(value === "" ? other : value);
  }
  return common ? both : undefined;
}

/** The first element with those values; empty ones are not asked for, unless all are. */
function elementWith(
  list: SequenceDraft,
  keys: readonly string[],
  values: Tuple,
): Draft | undefined {
  if (keys[0] === PLAIN) return itemsOf(list).find((it) => textOfDraft(it) === values[0]);
  const asked = keys.flatMap((key, index) => {
    const value = values[index] ?? "";
    return value === "" ? [] : [{ key, value }];
  });
  const all = keys.map((key) => ({ key, value: "" }));
  return itemsOf(list).find(
    (it) =>
      it.kind === "mapping" && (asked.length > 0 ? asked : all).every((pair) => has(it, pair)),
  );
}

function has(element: MappingDraft, { key, value }: { key: string; value: string }): boolean {
  const found = fieldDraft(element, key);
  return found !== undefined && textOfDraft(found) === value;
}

/** Writes the keys that the element lacks; to a plain value, which has none, itself. */
function completeKeys(element: Draft, keys: readonly string[], values: Tuple) {
  if (element.kind === "scalar") element.node = writtenAnew(element.node);
  if (element.kind !== "mapping") return;
  for (const [index, key] of keys.entries()) {
    const value = values[index] ?? "";
    if (value === "" || fieldDraft(element, key)) continue;
    const cause = causeOf(element.node);
    const draft = draftOf(stringNode(value, cause), element.patch);
    entriesOf(element).push({ key: keyNode(key, cause), value: draft });
  }
}

/** The value without its tag: until it is read again, a number is a text. */
function writtenAnew(scalar: Scalar): Scalar {
  if (!losesTag(scalar)) return scalar;
  const { style, text } = scalar;
  const cause = causeOf(scalar);
  return style === "plain"
    ? untaggedNode(text, cause)
    : { ...plainNode(text, cause), style, value: text };
}

function append(result: SequenceDraft, element: Draft, keys: readonly string[]) {
  if (keys[0] === PLAIN) return setElement(result, keys, [textOfDraft(element)], element);
  const values: string[] = [];
  for (const key of keys) {
    const value = fieldDraft(element, key);
    if (element.kind !== "mapping" && !isNullDraft(element))
      return wrongKind("mapping", element.node);
    if (value) values.push(textOfDraft(value));
    else itemsOf(result).push(element);
  }
  if (keys.length > 1) setElement(result, keys, values, undefined);
  setElement(result, keys, values, element);
}

/**
 * Puts the element in the place of each that has those values, or at the end; without one, those are deleted. Fewer
 * values than keys, or empty ones, match more than one would think. Mirrors ElementSetter of kyaml.
 */
function setElement(
  list: SequenceDraft,
  keys: readonly string[],
  values: Tuple,
  element: Draft | undefined,
) {
  const isForMappings = keys[0] !== PLAIN && values.length > 0 && values[0] !== "";
  let found = false;
  const items: Draft[] = [];
  for (const it of itemsOf(list)) {
    if (isNullDraft(it) || isEmptyMapping(it)) continue;
    if (it.kind !== "mapping" && isForMappings) items.push(it);
    else if (!matches(it, keys, values)) {
      if (values.length > 0) items.push(it);
    } else {
      found = true;
      if (element) items.push(element);
    }
  }
  if (!found && element && !isNullDraft(element)) items.push(element);
  list.items = items;
}

function matches(element: Draft, keys: readonly string[], values: Tuple): boolean {
  if (values.length === 0) return false;
  for (const [index, key] of keys.entries()) {
    const value = values[index];
    // kustomize asks again for the key before where values are missing, and finds it.
    if (value === undefined) continue;
    if (key === PLAIN) {
      if (element.kind !== "scalar") return wrongKind("scalar", element.node);
      if (textOfDraft(element) !== value) return false;
      continue;
    }
    if (element.kind !== "mapping") return wrongKind("mapping", element.node);
    const field = fieldDraft(element, key);
    if (!field || (value !== "" && textOfDraft(field) !== value)) return false;
  }
  return true;
}
