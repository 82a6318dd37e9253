import { entryOf, get, type Node, at as nodeAt, type Path, textOf } from "./node.ts";
import type { DocumentPlace, StepKind } from "./origin.ts";
import { type Resource, treeOf } from "./resource.ts";
import { type Place, type Span, shifted } from "./source.ts";
import type { WorkspaceFile } from "./workspace.ts";

/**
 * Where a field of a resource was written. `[]` is the whole resource, shown at its kind.
 * A path that leads nowhere is shown at the nearest field above that exists. In a built object that is the line that
 * gave the field its value, which may stand in a patch.
 */
export function placeOf(resource: Resource, at: Path, on?: "key" | "value"): DocumentPlace {
  const node = meantBy(nodeIn(treeOf(resource), at, on));
  const { path, document } = node?.from ?? resource;
  return { path, document, span: node?.span ?? { start: 0, end: 0 } };
}

/** Where the name of a resource stands. */
export const placeOfName = (resource: Resource): DocumentPlace =>
  placeOf(resource, ["metadata", "name"]);

type Spot = Pick<Node, "span" | "from">;

function nodeIn(
  root: Node | undefined,
  at: Path,
  on: "key" | "value" | undefined,
): Spot | undefined {
  if (at.length === 0) return headOf(root);
  const step = at[at.length - 1];
  const parent = nodeAt(root, at.slice(0, -1));
  const key = typeof step === "string" ? entryOf(parent, step)?.key : undefined;
  const value = nodeAt(root, at);
  if (key && (on === "key" || !value)) return key;
  return value ?? nodeIn(root, at.slice(0, -1), "key");
}

function headOf(root: Node | undefined): Spot | undefined {
  const kind = get(root, "kind");
  if (textOf(kind) !== undefined) return kind;
  return root && { span: startOf(root.span), ...(root.from ? { from: root.from } : {}) };
}

const startOf = ({ start }: Span): Span => ({ start, end: start });

/** Steps that rewrite what somebody wrote elsewhere: what they were given is what a person would look at. */
const REWRITING: ReadonlySet<StepKind> = new Set([
  "PrefixTransformer",
  "SuffixTransformer",
  "HashTransformer",
  "NameReferenceTransformer",
  "RefVarTransformer",
  "Substitution",
  "Normalisation",
]);

function meantBy(spot: Spot | undefined): Spot | undefined {
  let it = spot;
  while (it?.from?.before && it.from.step && REWRITING.has(it.from.step.by)) it = it.from.before;
  return it;
}

/** The place in its file now; `undefined` when the document is no longer part of it. */
export function absolute(file: WorkspaceFile | undefined, place: DocumentPlace): Place | undefined {
  const placed = file?.documents.find((it) => it.document === place.document);
  return placed && { path: place.path, span: shifted(place.span, placed.start) };
}
