import { insertion } from "./edits/insert.ts";
import { removals } from "./edits/remove.ts";
import { replacement } from "./edits/replace.ts";
import { applied, type TextEdit } from "./edits/textEdit.ts";
import type { Path } from "./node.ts";
import { parsed } from "./parsed.ts";
import type { Resource } from "./resource.ts";
import { type Edit, shifted } from "./source.ts";
import type { View } from "./view.ts";
import { parseDocument, type YamlDocument } from "./yaml.ts";

/** A change to a file, told in terms of resources; `editsOf` turns it into text edits. */
export type Change =
  /**
   * Writes `text` over the key or value at a path. Quotes that are there stay, and are added where YAML needs them;
   * text that brings its own quotes is written as it is. `raw`: `text` is YAML, so quotes that are there go.
   */
  | {
      readonly type: "replace";
      readonly resource: Target;
      readonly at: Path;
      readonly on: "key" | "value";
      readonly text: string;
      readonly raw?: true;
    }
  /** Takes out an entry or item with its lines, and what would be left empty by that. */
  | { readonly type: "remove"; readonly resource: Target; readonly at: Path }
  /**
   * Adds lines at the end of the mapping or sequence at a path; indentation is put in front of each line.
   * An item may leave out its dash. Keys at the end of the path that are not there yet are made.
   */
  | {
      readonly type: "insert";
      readonly resource: Target;
      readonly at: Path;
      readonly text: string;
    }
  /** Makes a file that is not there yet. */
  | { readonly type: "create"; readonly path: string; readonly text: string }
  /** Renames or moves a file. */
  | { readonly type: "move"; readonly from: string; readonly to: string };

/** What a change is made to: a resource, or any part of a document that can be pointed at like one. */
export type Target = Pick<Resource, "path" | "document" | "at">;

/** What happens to files, places counted from the start of each file as it is now. */
export interface FileEdits {
  readonly edits: readonly Edit[];
  readonly creates: readonly { readonly path: string; readonly text: string }[];
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

/**
 * The edits that make all the changes at once; comments, quotes and indentation around them stay.
 * `undefined` where a change cannot be made without touching something else: its place has gone,
 * it stands behind an alias, or the document would not parse any more.
 */
export function editsOf(view: View, changes: readonly Change[]): FileEdits | undefined {
  const edits: Edit[] = [];
  for (const [document, ofDocument] of byDocument(changes)) {
    const path = ofDocument[0]?.resource.path ?? "";
    const placed = view.file(path)?.documents.find((it) => it.document === document);
    const found = documentEdits(document, ofDocument);
    if (!placed || !found) return undefined;
    for (const { span, text } of found) {
      edits.push({ place: { path, span: shifted(span, placed.start) }, text });
    }
  }
  return {
    edits,
    creates: changes.filter((it) => it.type === "create"),
    moves: changes.filter((it) => it.type === "move"),
  };
}

type DocumentChange = Exclude<Change, { readonly type: "create" | "move" }>;

function byDocument(
  changes: readonly Change[],
): ReadonlyMap<YamlDocument, readonly DocumentChange[]> {
  const found = new Map<YamlDocument, DocumentChange[]>();
  for (const change of changes) {
    if (change.type === "create" || change.type === "move") continue;
    const list = found.get(change.resource.document);
    if (list) list.push(change);
    else found.set(change.resource.document, [change]);
  }
  return found;
}

function documentEdits(
  document: YamlDocument,
  changes: readonly DocumentChange[],
): readonly TextEdit[] | undefined {
  const { text } = document;
  const { root, errors } = parsed(document);
  const removed = changes.filter((it) => it.type === "remove").map(pathOf);
  const found = removed.length > 0 ? [removals(text, root, removed)] : [];
  for (const change of changes) {
    if (change.type === "insert") found.push(insertion(text, root, pathOf(change), change.text));
    if (change.type === "replace") found.push(replacement(text, root, pathOf(change), change));
  }
  const edits: TextEdit[] = [];
  for (const it of found) {
    if (!it) return undefined;
    edits.push(...it);
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  const after = applied(text, edits);
  if (after === undefined) return undefined;
  const left = parseDocument({ text: after, inherited: document.inherited });
  return left.errors.length > errors.length ? undefined : edits;
}

const pathOf = ({ resource, at }: DocumentChange): Path => [...resource.at, ...at];
