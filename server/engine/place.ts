import { entryOf, get, type Node, at as nodeAt, type Path, textOf } from "./node.ts";
import type { DocumentPlace } from "./origin.ts";
import { type Resource, treeOf } from "./resource.ts";
import { type Place, type Span, shifted } from "./source.ts";
import type { WorkspaceFile } from "./workspace.ts";

/**
 * Where a field of a resource was written. `[]` is the whole resource, shown at its kind.
 * A path that leads nowhere is shown at the nearest field above that exists.
 */
export function placeOf(resource: Resource, at: Path, on?: "key" | "value"): DocumentPlace {
  const span = spanIn(treeOf(resource), at, on);
  return { path: resource.path, document: resource.document, span };
}

/** Where the name of a resource stands. */
export const placeOfName = (resource: Resource): DocumentPlace =>
  placeOf(resource, ["metadata", "name"]);

function spanIn(root: Node | undefined, at: Path, on: "key" | "value" | undefined): Span {
  if (at.length === 0) return headOf(root);
  const step = at[at.length - 1];
  const parent = nodeAt(root, at.slice(0, -1));
  const key = typeof step === "string" ? entryOf(parent, step)?.key : undefined;
  const value = nodeAt(root, at);
  if (key && (on === "key" || !value)) return key.span;
  if (value) return value.span;
  return spanIn(root, at.slice(0, -1), "key");
}

function headOf(root: Node | undefined): Span {
  const kind = get(root, "kind");
  if (textOf(kind) !== undefined && kind) return kind.span;
  return root ? { start: root.span.start, end: root.span.start } : { start: 0, end: 0 };
}

/** The place in its file now; `undefined` when the document is no longer part of it. */
export function absolute(file: WorkspaceFile | undefined, place: DocumentPlace): Place | undefined {
  const placed = file?.documents.find((it) => it.document === place.document);
  return placed && { path: place.path, span: shifted(place.span, placed.start) };
}
