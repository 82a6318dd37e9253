import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { Step } from "../origin.ts";
import { causedBy } from "./causedBy.ts";
import { isNull } from "./scalars.ts";
import { withCause, withEntries, withItems } from "./tree.ts";

/**
 * A tree that a strategic merge may change in place. kustomize's outcome depends on which nodes are the same object
 * and on changes to the patch while it is read, so nothing simpler gives the same answers.
 */
export type Draft = ScalarDraft | MappingDraft | SequenceDraft;

interface Base {
  /** A node of the patch; those of the target keep their origin. */
  readonly patch: boolean;
  /** What it replaced. */
  before: Node | undefined;
  /** What became of it. */
  done: Node | undefined;
}

export interface ScalarDraft extends Base {
  readonly kind: "scalar";
  node: Scalar;
}

export interface MappingDraft extends Base {
  readonly kind: "mapping";
  node: Mapping;
  /** Absent until somebody looks. */
  entries: DraftEntry[] | undefined;
}

export interface SequenceDraft extends Base {
  readonly kind: "sequence";
  node: Sequence;
  items: Draft[] | undefined;
}

export interface DraftEntry {
  readonly key: Scalar;
  value: Draft;
}

/** Drafts of all kinds have the same fields in the same order, so that they are read fast. */
export const draftOf = (node: Node, patch: boolean): Draft =>
  ({
    kind: node.kind,
    node,
    patch,
    before: undefined,
    done: undefined,
    entries: undefined,
    items: undefined,
  }) as Draft;

export function entriesOf(draft: MappingDraft): DraftEntry[] {
  const known = draft.entries;
  if (known) return known;
  const entries: DraftEntry[] = [];
  for (const { key, value } of draft.node.entries) {
    if (value) entries.push({ key, value: draftOf(value, draft.patch) });
  }
  draft.entries = entries;
  return entries;
}

export function itemsOf(draft: SequenceDraft): Draft[] {
  const known = draft.items;
  if (known) return known;
  const items: Draft[] = [];
  for (const it of draft.node.items) if (it) items.push(draftOf(it, draft.patch));
  draft.items = items;
  return items;
}

/** The value under a key; the first where it stands twice. */
export function fieldDraft(draft: Draft | undefined, key: string): Draft | undefined {
  if (draft?.kind !== "mapping") return undefined;
  for (const it of entriesOf(draft)) if (it.key.text === key) return it.value;
  return undefined;
}

export const isNullDraft = (draft: Draft | undefined): boolean =>
  draft === undefined || (draft.kind === "scalar" && isNull(draft.node));

/** Has nobody looked into it? */
export const isUntouched = (draft: Draft): boolean =>
  draft.kind === "scalar" ||
  (draft.kind === "mapping" ? draft.entries === undefined : draft.items === undefined);

export const isEmptyMapping = (draft: Draft): boolean =>
  draft.kind === "mapping" && entriesOf(draft).length === 0;

/** The text that kustomize compares: that of a scalar; mappings and lists have none. */
export const textOfDraft = (draft: Draft | undefined): string =>
  draft?.kind === "scalar" ? draft.node.text : "";

/** The finished tree; what did not change is as it was. Nodes of the patch say which step put them there. */
export function finished(draft: Draft, step: Step): Node {
  draft.done ??= finish(draft, step);
  return draft.done;
}

function finish(draft: Draft, step: Step): Node {
  const cause = draft.patch ? causedBy(draft.node, step, draft.before) : undefined;
  switch (draft.kind) {
    case "scalar":
      return cause ? withCause(draft.node, cause) : draft.node;
    case "mapping": {
      const made = mapping(draft, step);
      return cause ? withCause(made, cause) : made;
    }
    case "sequence": {
      const made = sequence(draft, step);
      return cause ? withCause(made, cause) : made;
    }
  }
}

function mapping(draft: MappingDraft, step: Step): Mapping {
  const { node, entries, patch } = draft;
  if (!entries && !patch) return node;
  const drafts = entriesOf(draft);
  let made =
    drafts.length === node.entries.length ? undefined : node.entries.slice(0, drafts.length);
  for (let at = 0; at < drafts.length; at++) {
    const { key, value: inner } = drafts[at] as DraftEntry;
    const known = node.entries[at];
    const value = finished(inner, step);
    if (known?.value === value && known.key === key) continue;
    made ??= node.entries.slice();
    made[at] = { key, value };
  }
  return made ? withEntries(node, made) : node;
}

function sequence(draft: SequenceDraft, step: Step): Sequence {
  const { node, items, patch } = draft;
  if (!items && !patch) return node;
  const drafts = itemsOf(draft);
  const made: Node[] = [];
  let same = drafts.length === node.items.length;
  for (let at = 0; at < drafts.length; at++) {
    const it = finished(drafts[at] as Draft, step);
    same &&= it === node.items[at];
    made.push(it);
  }
  return same ? node : withItems(node, made);
}
