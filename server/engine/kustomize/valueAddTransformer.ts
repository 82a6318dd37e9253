import type { Mapping, Node } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { basename } from "../path.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { indexOf, isSelection, selectionOf } from "./fieldPath.ts";
import type { SourceFile } from "./files.ts";
import { mappingAt, mappingsAt, patchEntry, scalarAt } from "./kustomizationEntries.ts";
import { decodedLeniently } from "./lenientDecode.ts";
import { loadFile } from "./loading.ts";
import { setNamespace } from "./namespace.ts";
import type { Plugin } from "./patchTransformer.ts";
import { VALUE_ADD_FILE } from "./pluginTypes.ts";
import { stringNode, untaggedNode } from "./scalars.ts";
import { selected, type Target } from "./selector.ts";
import { splitPath } from "./splitPath.ts";
import { stop, within } from "./stop.ts";
import {
  causeOf,
  emptyMapping,
  fieldOf,
  keyNode,
  sequenceOf,
  withField,
  withItems,
} from "./tree.ts";
import type { Work } from "./work.ts";
import { firstOfFile } from "./yamlRoots.ts";

interface ValueTarget {
  readonly selector: Target | undefined;
  readonly fieldPath: string;
  /** Among the parts of a file path, from 1; 0 for the whole value. */
  readonly position: number;
}

/** Writes one value, the name of the folder by default, into fields. Mirrors the ValueAddTransformer. */
export function valueAddTransformer(node: Mapping, { loader, step }: Plugin): Work {
  const said = scalarAt(node, "value");
  const value = said?.text.trim() || basename(loader.root);
  const file = scalarAt(node, "targetFilePath");
  const root = file && targetsIn(loadFile(loader, file.text, file));
  const more = root ? mappingsAt(decodedLeniently(root, VALUE_ADD_FILE), "targets") : [];
  const targets = [...mappingsAt(node, "targets"), ...more].map(targetOf);
  if (targets.length === 0) {
    return stop("must specify at least one target", placeOfNode(node));
  }
  const add = { value, text: said ?? node, step };
  const run = (objects: readonly BuiltObject[]) =>
    targets.reduce((it, target) => addTo(it, target, add), objects);
  return { run };
}

const targetsIn = (file: SourceFile): Node | undefined =>
  within("error converting YAML to JSON: ", () => firstOfFile(file));

interface Add {
  readonly value: string;
  /** Where the value is written. */
  readonly text: Node;
  readonly step: Step;
}

function targetOf(node: Mapping): ValueTarget {
  const selector = mappingAt(node, "selector");
  const fieldPath = scalarAt(node, "fieldPath")?.text ?? "";
  if (fieldPath === "") stop("fieldPath cannot be empty", placeOfNode(node));
  const position = scalarAt(node, "filePathPosition");
  const index = Number(position?.text ?? 0);
  if (index < 0) {
    stop(`value of FilePathPosition (${index}) cannot be negative`, placeOfNode(position));
  }
  return { selector: selector && selectorOf(selector), fieldPath, position: index };
}

/** As the target of a patch. */
function selectorOf(node: Mapping): Target | undefined {
  const entries = [{ key: keyNode("target", causeOf(node)), value: node }];
  return patchEntry({ ...node, entries }).target;
}

function addTo(
  objects: readonly BuiltObject[],
  { selector, fieldPath, position }: ValueTarget,
  add: Add,
): readonly BuiltObject[] {
  const chosen = selector ? new Set(selected(selector, objects)) : undefined;
  const parts = splitPath(fieldPath, "/");
  return objects.map((object) => {
    if (chosen && !chosen.has(object)) return object;
    if (fieldPath === "metadata/namespace") return inNamespace(object, add);
    const node = put(object.node, parts, (old) => written(old, position, add), add);
    return changedBy(object, node as Mapping, add.step);
  });
}

/** Its identities are kept as they are. */
function inNamespace(object: BuiltObject, { value, text, step }: Add): BuiltObject {
  const settings = { namespace: value, node: text, fieldSpecs: [] };
  const [moved = object] = setNamespace(settings, step).run([object]);
  return { ...moved, track: object.track };
}

type Write = (old: Node | undefined) => Node;

/** What stands at the path is written, and made where it is missing. */
function put(node: Node | undefined, path: readonly string[], write: Write, add: Add): Node {
  const [part, ...rest] = path;
  if (part === undefined) return write(node);
  const cause = causedBy(add.text, add.step);
  const index = indexOf(part);
  if (isSelection(part) || index !== undefined) {
    const list = node?.kind === "sequence" ? node : sequenceOf([], cause);
    const at = index ?? positionOf(list.items, part);
    const item = list.items[at] ?? (index === undefined ? selectedItem(part, add) : undefined);
    const made = put(item, rest, write, add);
    return withItems(
      list,
      at < list.items.length ? list.items.with(at, made) : [...list.items, made],
    );
  }
  const mapping = node?.kind === "mapping" ? node : emptyMapping(cause);
  return withField(mapping, part, put(fieldOf(mapping, part), rest, write, add), cause);
}

function positionOf(items: readonly (Node | undefined)[], part: string): number {
  const { name, value } = selectionOf(part);
  const found = items.findIndex((it) => {
    const field = name === "" ? it : fieldOf(it, name);
    return field?.kind === "scalar" && field.text === value;
  });
  return found < 0 ? items.length : found;
}

function selectedItem(part: string, { text, step }: Add): Node {
  const { name, value } = selectionOf(part);
  const cause = causedBy(text, step);
  const made = untaggedNode(value, cause);
  return name === "" ? made : withField(emptyMapping(cause), name, made, cause);
}

function written(old: Node | undefined, position: number, { value, text, step }: Add): Node {
  if (old && old.kind !== "scalar") {
    return stop(`wrong node kind: expected ScalarNode but got ${goKind(old)}`, placeOfNode(old));
  }
  const made = position > 0 ? inserted(old?.text ?? "", position - 1, value) : value;
  const cause = causedBy(text, step, old);
  return !old || old.style === "plain"
    ? untaggedNode(made, cause)
    : { ...stringNode(made, cause), style: old.style };
}

const goKind = ({ kind }: Node): string => (kind === "mapping" ? "MappingNode" : "SequenceNode");

/** A part more in a file path; an absolute path stays one. */
function inserted(path: string, position: number, part: string): string {
  const absolute = path.startsWith("/");
  const parts = path.split("/").filter((it) => it !== "");
  const at = Math.min(position, parts.length);
  return (absolute ? "/" : "") + [...parts.slice(0, at), part, ...parts.slice(at)].join("/");
}
