import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { isComplexKey } from "./complexKeys.ts";
import {
  type Draft,
  draftOf,
  entriesOf,
  fieldDraft,
  finished,
  isEmptyMapping,
  isNullDraft,
  isUntouched,
  itemsOf,
  type MappingDraft,
  type ScalarDraft,
  type SequenceDraft,
  textOfDraft,
} from "./mergeDraft.ts";
import { mergeList } from "./mergeList.ts";
import type { MergeField, MergeSchema } from "./mergeSchema.ts";
import { resolvePlain } from "./resolve.ts";
import { isNull, tagOf } from "./scalars.ts";
import { isOddText, isSettled } from "./settled.ts";
import { noRewrites, noteRewrite, rewritten } from "./sharedScalars.ts";
import { stop } from "./stop.ts";
import { wrongKind } from "./wrongKind.ts";

/** An element of a list that merges by keys, without the first of them: kustomize then does odd things (§16.3). */
export interface KeylessElement {
  readonly element: Node;
  readonly keys: readonly string[];
}

/**
 * The object with a patch merged into it; `undefined` when the patch deletes it. What is set carries the place of the
 * patch; elements that only move keep their origin. `onKeyless` is told of elements that lack their merge key.
 * Mirrors kyaml/yaml/merge2 and walk, with all their quirks (kustomize.md §16).
 */
export function strategicMerge(
  target: Mapping,
  patch: Mapping,
  step: Step,
  schema: MergeSchema,
  onKeyless?: ((keyless: KeylessElement) => void) | undefined,
): Mapping | undefined {
  const written: Written[] = [];
  const merging: Merging = { schema, written, walk, onKeyless };
  const start = draftOf(target, false);
  const merged = walk(start, draftOf(patch, true), undefined, merging);
  if (merged?.kind !== "mapping") return undefined;
  // `$patch: replace` at the top: kustomize drops what it made and keeps the object.
  if (merged !== start) return target;
  const node = finished(merged, step) as Mapping;
  const rewrites = noRewrites();
  for (const { before, value } of written) noteRewrite(rewrites, before, finished(value, step));
  return rewritten(node, rewrites);
}

/** A value of the target that was written over. */
interface Written {
  readonly before: Node;
  readonly value: Draft;
}

/** What the parts of a merge share. */
export interface Merging {
  readonly schema: MergeSchema;
  readonly written: Written[];
  readonly walk: Walk;
  readonly onKeyless: ((keyless: KeylessElement) => void) | undefined;
}

/** Merges the patch into the target; nothing is left where either says so. */
export type Walk = (
  target: Draft | undefined,
  patch: Draft | undefined,
  field: MergeField | undefined,
  merging: Merging,
) => Draft | undefined;

const walk: Walk = (target, patch, known, merging) => {
  if (!patch && target && stays(target, known)) return target;
  const field = known ?? kindOf(target, merging.schema) ?? kindOf(patch, merging.schema);
  const here = isNullDraft(target) ? undefined : target;
  const there = isNullDraft(patch) ? undefined : patch;
  // An explicit null survives in the target; `a:` does not.
  if (!here && !there) return !patch && textOfDraft(target) !== "" ? target : undefined;
  if (here && there && here.kind !== there.kind) return wrongKind(here.kind, there.node);
  if (patch && !there) return undefined;
  switch ((here ?? there)?.kind) {
    case "mapping":
      return walkMapping(here as MappingDraft, there as MappingDraft, field, merging);
    case "sequence":
      if (!field?.keys) return there ?? here;
      return mergeList(here as SequenceDraft, there as SequenceDraft, field, merging);
    default:
      return there ?? here;
  }
};

/** Nobody has looked at it yet, and nothing in it changes by being looked at. */
const stays = (target: Draft, field: MergeField | undefined): boolean =>
  isUntouched(target) && isSettled(target.node, field);

/** Every object inside an object begins anew with the schema of its own kind. */
function kindOf(draft: Draft | undefined, schema: MergeSchema): MergeField | undefined {
  if (draft?.kind !== "mapping") return undefined;
  const kind = textOfDraft(fieldDraft(draft, "kind"));
  const apiVersion = textOfDraft(fieldDraft(draft, "apiVersion"));
  return kind === "" || apiVersion === "" ? undefined : schema.kind(apiVersion, kind);
}

function walkMapping(
  target: MappingDraft | undefined,
  patch: MappingDraft | undefined,
  field: MergeField | undefined,
  merging: Merging,
): Draft | undefined {
  const directive = patch ? takeDirective(patch, target !== undefined) : "merge";
  if (directive === "delete") return undefined;
  const into = (directive === "replace" ? undefined : target) ?? patch;
  if (!into) return undefined;
  if (patch && isEmptyMapping(into)) into.node = { ...into.node, flow: patch.node.flow };
  for (const name of fieldNames(into, patch, field)) {
    const value = walk(
      fieldDraft(into, name),
      patch && fieldDraft(patch, name),
      field?.field(name),
      merging,
    );
    // kustomize takes it for the value of the mapping itself.
    if (name === "") return wrongKind("scalar", into.node);
    if (value?.kind === "scalar" && isOddText(value.node)) {
      value.node = { ...value.node, style: "double" };
    }
    setField(into, name, value, patch, merging.written);
  }
  return into;
}

/** What `$patch` asks for. An unknown word stays in the output where there is nothing to merge into. */
function takeDirective(patch: MappingDraft, isMerge: boolean): "merge" | "replace" | "delete" {
  const value = fieldDraft(patch, "$patch");
  if (!value) return "merge";
  const word = textOfDraft(value);
  if (word !== "merge" && word !== "replace" && word !== "delete") {
    if (!isMerge) return "merge";
    return stop(`unknown patch strategy '${word}'`, placeOfNode(value.node));
  }
  clearField(patch, "$patch");
  return word;
}

/** The fields that may change: those of the patch, and what does not stay by itself. */
function fieldNames(
  into: MappingDraft,
  patch: MappingDraft | undefined,
  field: MergeField | undefined,
): readonly string[] {
  const names: string[] = [];
  if (patch) {
    for (const { key } of entriesOf(patch)) {
      if (isComplexKey(key)) stop(NO_SCALAR, placeOfNode(key));
      names.push(key.text);
    }
  }
  if (patch !== into) {
    for (const { key, value } of entriesOf(into)) {
      const { text } = key;
      if (text === "" || !stays(value, field?.field(text))) names.push(text);
    }
  }
  if (names.length < 2) return names;
  return names.sort().filter((it, at) => it !== names[at - 1]);
}

const NO_SCALAR = "wrong node kind: expected ScalarNode but got MappingNode";

function clearField(mapping: MappingDraft, name: string) {
  const entries = entriesOf(mapping);
  const index = entries.findIndex((it) => it.key.text === name);
  if (index !== -1) entries.splice(index, 1);
}

function setField(
  into: MappingDraft,
  name: string,
  value: Draft | undefined,
  patch: MappingDraft | undefined,
  written: Written[],
) {
  if (!value) return clearField(into, name);
  const entries = entriesOf(into);
  const known = entries.find((it) => it.key.text === name);
  if (!known) {
    const key = patch && entriesOf(patch).find((it) => it.key.text === name)?.key;
    if (key) entries.push({ key, value });
    return;
  }
  if (known.value === value) return;
  const before = known.value.node;
  known.value = replacing(before, value);
  if (before.kind === "scalar") written.push({ before, value: known.value });
}

/** A value takes over the style of what it replaces: a number written over a quoted text becomes text. */
function replacing(before: Node, value: Draft): Draft {
  value.before = before;
  if (value.kind !== "scalar") return inBrackets(before, value);
  if (before.kind !== "scalar" || isNull(value.node)) return value;
  if (before.tag?.startsWith("!!")) return withTag(value, before.style);
  if (before.style === "plain") return withoutQuotes(value);
  const { tag, text } = value.node;
  const isText = tagOf(value.node) === "!!str";
  // A tag that says something else than the text stays, and is stronger than quotes.
  if (!isText && tag?.startsWith("!!") && resolvePlain(text).tag !== tag) return value;
  const { tag: _, ...node } = value.node;
  return { ...value, node: { ...node, style: before.style, value: text } };
}

/** To have a tag is part of the style too, and then quotes change nothing. */
const withTag = (value: ScalarDraft, style: Scalar["style"]): Draft => ({
  ...value,
  node: { ...value.node, style, tag: tagOf(value.node) },
});

/** Brackets come and go with what stood there; a few values are read otherwise within. */
function inBrackets(before: Node, value: MappingDraft | SequenceDraft): Draft {
  if (before.kind !== value.kind || before.flow === value.node.flow) return value;
  // Empty ones have to be in brackets, which says nothing.
  if (isEmpty(before)) return value;
  // Whoever holds the one holds the members of the other.
  if (value.kind === "mapping") entriesOf(value);
  else itemsOf(value);
  const node = { ...value.node, flow: before.flow };
  return { ...value, node } as Draft;
}

const isEmpty = (node: Mapping | Sequence): boolean =>
  (node.kind === "mapping" ? node.entries : node.items).length === 0;

/** A text that would need quotes says so by its tag, and quotes of its own are gone for what replaces it. */
function withoutQuotes(value: ScalarDraft): Draft {
  const { node } = value;
  if (node.style === "plain") return value;
  const { tag: _, ...rest } = node;
  if (tagOf(node) !== "!!str") return value;
  const isText = resolvePlain(node.text).tag === "!!str";
  return { ...value, node: { ...rest, style: "plain", ...(isText ? {} : { tag: "!!str" }) } };
}
