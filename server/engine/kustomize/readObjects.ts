import { memo } from "../memo.ts";
import type { Mapping, Node, Path, Scalar, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { checkedObject, missingMetadata } from "./checkedObject.ts";
import type { SourceFile } from "./files.ts";
import { isNull, scalarText } from "./scalars.ts";
import { stop } from "./stop.ts";
import { trackOf } from "./track.ts";
import { fieldOf } from "./tree.ts";
import { viaJson } from "./viaJson.ts";
import { firstOfText, type Root, rootsOfFile, rootsOfText } from "./yamlRoots.ts";

/**
 * The objects of a manifest, those of Lists one by one (kustomize.md §5). Ends the build at the first mistake; one in
 * the YAML begins with `MalformedYAMLError`, to which kustomize adds the name of the file.
 */
export const readObjects: (file: SourceFile) => readonly BuiltObject[] = memo((file) => {
  if (file.content === undefined) {
    stop(`'${file.path}' is there, but its content is not known`, undefined, [file.path]);
  }
  return objectsOf(rootsOfFile(file));
});

/** As `readObjects`, of text inside a scalar of a build. The nodes stand in the document of the scalar. */
export function objectsInText(text: string, holder: Scalar): readonly BuiltObject[] {
  const known = IN_TEXT.get(holder);
  if (known?.text === text) return known.objects;
  const objects = objectsOf(rootsOfText(text, holder));
  IN_TEXT.set(holder, { text, objects });
  return objects;
}

/** What a scalar was read as. */
const IN_TEXT = new WeakMap<
  Scalar,
  { readonly text: string; readonly objects: readonly BuiltObject[] }
>();

/** What the first document of a text says to go-yaml v2, or to a reader of JSON: objects, lists or anything else. */
export function nodeOfText(text: string, holder: Scalar, isJson = false): Node | undefined {
  return firstOfText(text, holder, isJson);
}

interface Found {
  readonly node: Node;
  readonly root: Root;
  readonly at: Path;
}

function objectsOf(roots: readonly Root[]): readonly BuiltObject[] {
  const alone = roots.length === 1;
  const found = roots.flatMap(({ node, ...rest }): readonly Found[] => {
    const root = { node, ...rest };
    if (!node || isNull(node)) return [];
    return (alone && wrapped(node, root)) || [{ node, root, at: [] }];
  });
  const queue = found.flatMap(checked);
  const objects: BuiltObject[] = [];
  // Items of a list come behind everything else, those of lists in them behind these.
  for (let next = 0; next < queue.length; next++) {
    const it = queue[next] as Checked;
    const items = itemsOf(it);
    if (items) queue.push(...items.flatMap(checked));
    else objects.push(objectOf(it));
  }
  return objects;
}

/** The items of a `List` that has a file for itself; `undefined` when it is none. */
function wrapped(node: Node, root: Root): readonly Found[] | undefined {
  const kind = scalarText(fieldOf(node, "kind"));
  if (kind !== "List" && kind !== "ResourceList") return undefined;
  const items = fieldOf(node, "items");
  if (!items && !fieldOf(node, "functionConfig")) return undefined;
  if (items?.kind === "mapping" && items.entries.length > 0) missingMetadata(items);
  return items?.kind === "sequence" ? found(items, root, ["items"]) : [];
}

function found(list: Sequence, root: Root, at: Path): readonly Found[] {
  return list.items.flatMap((node, index) => (node ? [{ node, root, at: [...at, index] }] : []));
}

interface Checked extends Found {
  readonly node: Mapping;
}

/** Nothing, when the object says nothing. */
function checked({ node, root, at }: Found): readonly Checked[] {
  const object = checkedObject(node);
  return object ? [{ node: object, root, at }] : [];
}

function itemsOf({ node, root, at }: Checked): readonly Found[] | undefined {
  const kind = scalarText(fieldOf(node, "kind")) ?? "";
  if (!kind.endsWith("List")) return undefined;
  const items = fieldOf(node, "items");
  if (!items) return undefined;
  if (items.kind === "sequence") {
    return found(items, root, [...at, "items"]).map((it) => ({
      ...it,
      node: it.node.kind === "mapping" ? viaJson(it.node) : it.node,
    }));
  }
  if (isNull(items)) return [];
  const type = items.kind === "mapping" ? "map[string]interface {}" : "string";
  return stop(`expected array in ${kind}/items, but found ${type}`, placeOfNode(items));
}

function objectOf({ node, root, at }: Checked): BuiltObject {
  const known = OBJECTS.get(node);
  if (known) return known;
  const { path, document } = root;
  const object = { node, began: { path, document, at }, steps: [], track: trackOf(node) };
  OBJECTS.set(node, object);
  return object;
}

/** A document that did not change gives the same objects, so what is known of them stays known. */
const OBJECTS = new WeakMap<Mapping, BuiltObject>();
