import { expectSimpleKeys } from "../kustomize/complexKeys.ts";
import { decoded } from "../kustomize/decode.ts";
import { expanded } from "../kustomize/expand.ts";
import type { SourceFile } from "../kustomize/files.ts";
import { FILE_NAMES } from "../kustomize/kustomization.ts";
import { KUSTOMIZATION } from "../kustomize/kustomizationTypes.ts";
import type { Reader } from "../kustomize/memory.ts";
import { goFault, parsedAsGo } from "../kustomize/parsedAsGo.ts";
import { isNull, scalarText, stringNode } from "../kustomize/scalars.ts";
import { stop, within } from "../kustomize/stop.ts";
import { causeOf, fieldOf, sequenceOf, withField, withoutField } from "../kustomize/tree.ts";
import { unreadable } from "../kustomize/unreadable.ts";
import { itemsOf, type Mapping, type Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { join } from "../path.ts";
import { spanOf } from "../source.ts";
import { generated, kustomizationNode } from "./generated.ts";
import { lenient } from "./lenient.ts";

/**
 * The kustomization that Flux builds for a folder: the file there, or one that it makes up, with what the spec of the
 * Flux Kustomization adds (flux.md §2.3, §2.4). Every part stands where the text stands that asks for it.
 */
export function merged(folder: string, spec: Mapping, reader: Reader): Mapping {
  const found = FILE_NAMES.flatMap((it) => reader.file(join(folder, it)) ?? [])[0];
  const begun = found ? existing(found) : generated(folder, reader, causeOf(spec));
  const listed = found && isEmptyList(fieldOf(begun, "resources")) ? withOrigins(begun) : begun;
  return withSpec(listed, spec, { folder, reader });
}

function existing({ path, content, documents }: SourceFile): Mapping {
  const document = documents[0]?.document ?? { text: "", inherited: undefined };
  const from = { path, document };
  const place = { ...from, span: spanOf(0, 0) };
  if (content === undefined)
    stop(`'${path}' is there, but its content is not known`, place, [path]);
  const fault = unreadable(content);
  const prefix = "error converting YAML to JSON: yaml: ";
  if (fault !== undefined) stop(prefix + fault, place);
  const refused = goFault(document, 2);
  if (refused) stop(prefix + refused.message, { ...place, span: refused.span ?? place.span });
  const { root } = parsedAsGo(document);
  within("error converting YAML to JSON: ", () => expectSimpleKeys(root), place);
  const node = within(
    (it) => prefix + it.replace(/^(MalformedYAMLError: )?(yaml: )?/, ""),
    () => root && expanded(root, { from, place: (it) => it }),
  );
  const empty = kustomizationNode({ from, span: place.span });
  if (!node || isNull(node)) return empty;
  if (node.kind !== "mapping") {
    const type = node.kind === "sequence" ? "array" : "string";
    const into = "Go value of type types.Kustomization";
    stop(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into ${into}`,
      placeOfNode(node),
    );
  }
  // A field of a wrong type is a mistake even where the spec replaces it.
  const held = within("error unmarshaling JSON: while decoding JSON: ", () =>
    decoded(lenient(node, KUSTOMIZATION), KUSTOMIZATION),
  );
  return withDefaults(held, empty);
}

/** What the file does not say of itself is that it is a Kustomization. */
function withDefaults(node: Mapping, defaults: Mapping): Mapping {
  const keys = new Set(node.entries.map((it) => it.key.text.toLowerCase()));
  const missing = defaults.entries.filter((it) => !keys.has(it.key.text.toLowerCase()));
  return missing.length === 0 ? node : { ...node, entries: [...node.entries, ...missing] };
}

const isEmptyList = (node: Node | undefined): boolean =>
  isNull(node) || (node?.kind === "sequence" && node.items.length === 0);

/** So that a file without resources is not taken for an empty one. Replaces what the file asks for. */
function withOrigins(node: Mapping): Mapping {
  const cause = causeOf(node);
  const wanted = sequenceOf([stringNode("originAnnotations", cause)], cause);
  return withField(withoutField(node, "resources"), "buildMetadata", wanted, cause);
}

interface Around {
  readonly folder: string;
  readonly reader: Reader;
}

function withSpec(node: Mapping, spec: Mapping, around: Around): Mapping {
  const renamed = TEXTS.reduce((it, [field, target]) => withText(it, spec, field, target), node);
  const patched = withItems(renamed, "patches", itemsOf(fieldOf(spec, "patches")).map(patchOf));
  const composed = withItems(patched, "components", componentsOf(spec, around));
  const pictured = withImages(composed, itemsOf(fieldOf(spec, "images")));
  const told = fieldOf(spec, "buildMetadata");
  return told && !isEmptyList(told)
    ? withField(pictured, "buildMetadata", told, causeOf(told))
    : pictured;
}

const TEXTS = [
  ["targetNamespace", "namespace"],
  ["namePrefix", "namePrefix"],
  ["nameSuffix", "nameSuffix"],
] as const;

function withText(node: Mapping, spec: Mapping, field: string, target: string): Mapping {
  const value = fieldOf(spec, field);
  return value && scalarText(value) ? withField(node, target, asText(value), causeOf(value)) : node;
}

/** Fields of the spec are text, whatever YAML 1.1 makes of them. */
const asText = (node: Node): Node =>
  node.kind === "scalar" ? stringNode(node.text, causeOf(node)) : node;

function withItems(node: Mapping, field: string, added: readonly Node[]): Mapping {
  const [first] = added;
  if (!first) return node;
  const before = itemsOf(fieldOf(node, field));
  const cause = causeOf(fieldOf(node, field) ?? first);
  return withField(node, field, sequenceOf([...(before as Node[]), ...added], cause), cause);
}

const TARGET = [
  "group",
  "version",
  "kind",
  "name",
  "namespace",
  "labelSelector",
  "annotationSelector",
];

/** What Flux passes on of a patch. */
function patchOf(item: Node | undefined): Node {
  if (item?.kind !== "mapping") return item ?? stop("a patch is missing");
  const cause = causeOf(item);
  const patch = fieldOf(item, "patch") ?? stringNode("", cause);
  const target = fieldOf(item, "target");
  const bare = withField({ ...item, entries: [] }, "patch", asText(patch), cause);
  return target?.kind === "mapping"
    ? withField(bare, "target", only(target, TARGET), causeOf(target))
    : bare;
}

const only = (node: Mapping, fields: readonly string[]): Mapping => ({
  ...node,
  entries: node.entries
    .filter((it) => fields.includes(it.key.text) && !isNull(it.value))
    .map(({ key, value }) => ({ key, value: value && asText(value) })),
});

/** Beginnings of what kustomize takes for the address of a repository. */
const REMOTE = /^(git::|gh:|ssh:\/\/|https:\/\/|http:\/\/|git@|github\.com:|github\.com\/)./i;

function componentsOf(spec: Mapping, { folder, reader }: Around): readonly Node[] {
  const forgiving = scalarText(fieldOf(spec, "ignoreMissingComponents")) === "true";
  return itemsOf(fieldOf(spec, "components")).flatMap((item) => {
    const path = scalarText(item);
    if (!item || path === undefined) return [];
    if (REMOTE.test(path) || /^(file:\/\/)?\//i.test(path)) {
      stop(`component path '${path}' must be local and relative`, placeOfNode(item));
    }
    const at = join(folder, path);
    const isThere = reader.isFolder(at) || reader.file(at) !== undefined;
    return forgiving && !isThere ? [] : [asText(item)];
  });
}

const IMAGE = ["name", "newName", "newTag", "digest"];

/** An image of the same name is changed where the spec says something; tag and digest change together. */
function withImages(node: Mapping, added: readonly (Node | undefined)[]): Mapping {
  return added.reduce<Mapping>((before, item) => {
    if (item?.kind !== "mapping") return before;
    const image = only(item, IMAGE);
    const images = itemsOf(fieldOf(before, "images"));
    const name = scalarText(fieldOf(image, "name"));
    const index = images.findIndex((it) => scalarText(fieldOf(it, "name")) === name);
    const known = images[index];
    if (known?.kind !== "mapping") return withItems(before, "images", [image]);
    const items = images.with(index, mergedImage(known, image)) as Node[];
    const cause = causeOf(fieldOf(before, "images") ?? item);
    return withField(before, "images", sequenceOf(items, cause), cause);
  }, node);
}

function mergedImage(known: Mapping, image: Mapping): Mapping {
  const set = (node: Mapping, field: string): Mapping => {
    const value = fieldOf(image, field);
    return value && scalarText(value) ? withField(node, field, value, causeOf(value)) : node;
  };
  const named = set(known, "newName");
  const versioned = ["newTag", "digest"].some((it) => scalarText(fieldOf(image, it)));
  if (!versioned) return named;
  return set(set(withoutField(withoutField(named, "newTag"), "digest"), "newTag"), "digest");
}
