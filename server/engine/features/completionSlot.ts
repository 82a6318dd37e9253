import { stringText } from "../edits/scalarText.ts";
import { type Identity, identityOf } from "../identity.ts";
import {
  get,
  itemsOf,
  jsonOf,
  mappingOf,
  type Node,
  type Path,
  type Step,
  textOf,
} from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Resource } from "../resource.ts";
import { type SchemaView, schemaAt } from "../schema/explore.ts";
import type { JsonLeaf } from "../schema/jsonSchema.ts";
import { type Cursor, type Span, touches } from "../source.ts";
import type { View } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import type { YamlDocument } from "../yaml.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { alignedHoleAt, type Hole, holeAt, PLACEHOLDER } from "./completionHole.ts";

/** The place that a person is about to fill, in a document that reads as if something stood there already. */
export interface Slot {
  /** `key`: a field of the mapping at `path`; or, if nothing else stands in it, a whole value there. `value`: the value at `path`. */
  readonly on: "key" | "value";
  /** From the root of the object. */
  readonly path: Path;
  /** The object, with a placeholder in the slot. */
  readonly root: Node | undefined;
  /** What the object is called so far. Its document is the one with the placeholder. */
  readonly resource: Resource | undefined;
  readonly hole: Hole;
  /** Of the hole, counted from the start of the file. */
  readonly span: Span;
  /** Where the document starts in the file. */
  readonly start: number;
  /** Inside braces or brackets. */
  readonly flow: boolean;
  /** Nothing but the placeholder stands in the mapping at `path`. */
  readonly alone: boolean;
}

/**
 * What is about to be written at the cursor; `undefined` in comments, in block text and where nothing can stand.
 * Only the document around the cursor is parsed.
 */
export function slotAt(workspace: Workspace, cursor: Cursor): Slot | undefined {
  const file = fileAt(workspace, cursor.path);
  const placed = file?.documents.findLast((it) => it.start <= cursor.offset);
  if (!placed) return undefined;
  const { document, start } = placed;
  const offset = cursor.offset - start;
  const plain = fill(document, holeAt(document.text, offset));
  // In the wrong column a key breaks what follows.
  const aligned =
    plain?.faults === 0 ? undefined : fill(document, alignedHoleAt(document.text, offset));
  const filled = aligned?.found && aligned.faults < (plain?.faults ?? 1) ? aligned : plain;
  return filled?.found && slotOf(filled, filled.found, cursor.path, start);
}

/** A document with the placeholder in it. */
interface Filled {
  readonly hole: Hole;
  readonly document: YamlDocument;
  readonly tree: Node | undefined;
  readonly faults: number;
  readonly found: Found | undefined;
}

function fill({ inherited }: YamlDocument, hole: Hole | undefined): Filled | undefined {
  if (!hole) return undefined;
  const document = { text: hole.repaired, inherited };
  const { root, errors } = parsed(document);
  const found = placeholderIn(root, hole.at);
  const faults = errors.length + (found?.swallows && !hole.colon ? 1 : 0);
  return { hole, document, tree: root, faults, found };
}

function slotOf(
  { hole, document, tree }: Filled,
  { on, path, flow, alone }: Found,
  file: string,
  start: number,
): Slot {
  const at = objectAt(tree, path);
  const root = at.length === 0 ? tree : itemsOf(get(tree, "items"))[at[1] as number];
  const identity = identityOf(root, file);
  return {
    on,
    path: path.slice(at.length),
    root,
    resource: identity && resourceOf(identity, file, document, at),
    hole,
    span: { start: hole.span.start + start, end: hole.span.end + start },
    start,
    flow,
    alone,
  };
}

/** A resource that is being written: by its tree and name the same as any other, but known to nobody yet. */
const resourceOf = (
  identity: Identity,
  path: string,
  document: YamlDocument,
  at: Path,
): Resource => ({
  ...identity,
  path,
  document,
  at,
  references: [],
  facts: [],
  sealed: false,
});

/** Objects of a List stand one level down. */
function objectAt(root: Node | undefined, path: Path): Path {
  const isList = textOf(get(root, "kind"))?.endsWith("List") && !get(root, "spec");
  return isList && path[0] === "items" && typeof path[1] === "number" ? path.slice(0, 2) : [];
}

interface Found {
  readonly on: "key" | "value";
  readonly path: Path;
  readonly flow: boolean;
  readonly alone: boolean;
  /** What follows has become the value of the placeholder. */
  readonly swallows: boolean;
}

/** Goes down to the placeholder along the nodes that hold its offset. */
function placeholderIn(root: Node | undefined, offset: number): Found | undefined {
  const path: Step[] = [];
  let node = root;
  let flow = false;
  while (node && touches(node.span, offset)) {
    if (node.kind === "scalar") {
      const isSlot = node.span.start <= offset && node.text === PLACEHOLDER;
      return isSlot ? { on: "value", path, flow, alone: true, swallows: false } : undefined;
    }
    if (node.kind === "alias") return undefined;
    flow ||= node.flow;
    const own = node.kind === "mapping" && node.entries.find(({ key }) => isHere(key, offset));
    if (own) {
      const alone = mappingOf(node)?.entries.length === 1;
      return { on: "key", path, flow, alone, swallows: own.value !== undefined };
    }
    const step: Step | undefined = stepTo(node, offset);
    if (step === undefined) return undefined;
    path.push(step);
    node =
      node.kind === "mapping"
        ? node.entries.findLast((it) => it.key.text === step)?.value
        : node.items[step as number];
  }
  return undefined;
}

const isHere = (key: Node, offset: number): boolean =>
  key.kind === "scalar" && key.text === PLACEHOLDER && touches(key.span, offset);

function stepTo(node: Exclude<Node, { kind: "scalar" | "alias" }>, offset: number) {
  if (node.kind === "mapping") {
    return node.entries.findLast(({ value }) => value && touches(value.span, offset))?.key.text;
  }
  const index = node.items.findLastIndex((it) => it && touches(it.span, offset));
  return index < 0 ? undefined : index;
}

/** What the schema says of the slot; alternatives that the text contradicts are left out. */
export function slotSchema(view: View, { resource, path, root }: Slot): SchemaView | undefined {
  const found = resource && view.catalogue.find(apiVersionOf(resource), resource.kind);
  return found && schemaAt(found.schema, path, jsonOf(root));
}

/** As YAML; inside quotes as it is. */
export function writtenIn({ flow, hole }: Slot, value: JsonLeaf): string {
  if (typeof value !== "string") return JSON.stringify(value);
  if (hole.style !== "plain") return stringText(value, { flow, style: hole.style }).slice(1, -1);
  return stringText(value, { flow, style: "plain" });
}
