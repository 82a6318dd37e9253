import { type Node, type Path, type Step, samePath, startsWith } from "./node.ts";
import { parsed } from "./parsed.ts";
import { type Resource, resourcesOf } from "./resource.ts";
import { type Cursor, touches } from "./source.ts";
import { fileAt, type Referrer, type Workspace, type WorkspaceFile } from "./workspace.ts";
import type { YamlDocument } from "./yaml.ts";

/** What stands under a cursor. */
export interface Location {
  readonly file: WorkspaceFile;
  readonly document: YamlDocument;
  /** Where the document starts in its file. */
  readonly start: number;
  /** The cursor, counted from the start of the document. */
  readonly offset: number;
  /** From the root of the document to the deepest entry or item that holds the cursor. */
  readonly path: Path;
  /** `nowhere`: between things, at a comment or in the margin; `path` is then the collection around it. */
  readonly on: "key" | "value" | "nowhere";
  /** The key or value itself; `undefined` for a value that is not written, and nowhere. */
  readonly node: Node | undefined;
  /** The object that the cursor is in; `undefined` where the document holds none. */
  readonly resource: Resource | undefined;
  /** `path`, counted from the root of the resource. */
  readonly resourcePath: Path;
}

/** Finds what is under the cursor. Only the document around it is parsed. `undefined`: no such file, or nobody reads it. */
export function locate(workspace: Workspace, cursor: Cursor): Location | undefined {
  const file = fileAt(workspace, cursor.path);
  const placed = file?.documents.findLast((it) => it.start <= cursor.offset) ?? file?.documents[0];
  if (!file || !placed) return undefined;
  const { document, start } = placed;
  const offset = cursor.offset - start;
  const found = descend(parsed(document).root, offset);
  const resource = resourcesOf(document, file.path).find((it) => startsWith(found.path, it.at));
  const resourcePath = found.path.slice(resource?.at.length ?? 0);
  return { file, document, start, offset, ...found, resource, resourcePath };
}

/** The reference whose name or path is under the cursor. */
export function referenceAt(location: Location): Referrer | undefined {
  const { resource, resourcePath, on } = location;
  if (!resource || on !== "value") return undefined;
  const reference = resource.references.find((it) => samePath(it.path, resourcePath));
  return reference && { resource, reference };
}

/** The object whose own name is under the cursor, be it written or an alias. */
export function namedAt({ resource, resourcePath, on }: Location): Resource | undefined {
  return on === "value" && resource && samePath(resourcePath, ["metadata", "name"])
    ? resource
    : undefined;
}

type Found = Pick<Location, "path" | "on" | "node">;

/** The deepest key or value of a tree that holds the offset. */
export function descend(root: Node | undefined, offset: number): Found {
  const path: Step[] = [];
  let node = root;
  while (node && touches(node.span, offset)) {
    const step = stepInto(node, offset);
    if (step === "inside") return { path, on: "nowhere", node: undefined };
    if (step === "leaf") return { path, on: "value", node };
    path.push(step.step);
    if (step.on !== "value" || !step.node) return { path, on: step.on, node: step.node };
    node = step.node;
  }
  return { path, on: "nowhere", node: undefined };
}

type Stepped =
  | "leaf"
  | "inside"
  | { readonly step: Step; readonly on: "key" | "value"; readonly node: Node | undefined };

/** One level down: the last entry or item that touches the offset, for a cursor may stand between two. */
function stepInto(node: Node, offset: number): Stepped {
  if (node.kind === "scalar" || node.kind === "alias") return "leaf";
  if (node.kind === "sequence") {
    const index = node.items.findLastIndex((it) => it && touches(it.span, offset));
    return index < 0 ? "inside" : { step: index, on: "value", node: node.items[index] };
  }
  const entry = node.entries.findLast(
    ({ key, value }) => touches(key.span, offset) || (value && touches(value.span, offset)),
  );
  if (!entry) return "inside";
  const step = entry.key.text;
  return touches(entry.key.span, offset)
    ? { step, on: "key", node: entry.key }
    : { step, on: "value", node: entry.value };
}
