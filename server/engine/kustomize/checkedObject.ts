import type { Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isNull } from "./scalars.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { LAST_APPLIED, VEIL } from "./veil.ts";

/** The node as an object with kind and name; `undefined` when it is empty. Anything else ends the build. */
export function checkedObject(node: Node): Mapping | undefined {
  if (isEmpty(node)) return undefined;
  if (node.kind !== "mapping") return missingMetadata(node);
  const metadata = full(fieldOf(node, "metadata"));
  const apiVersion = full(fieldOf(node, "apiVersion"));
  const kind = full(fieldOf(node, "kind"));
  const name = full(fieldOf(metadata, "name"));
  if (!apiVersion && !kind && !metadata) return missingMetadata(node);
  if (textOf(kind) === "") return stop(`missing kind in object ${told(node)}`, placeOfNode(node));
  if (textOf(name) === "" && !textOf(kind).endsWith("List")) {
    return stop(`missing metadata.name in object ${told(node)}`, placeOfNode(metadata ?? node));
  }
  return node;
}

export const missingMetadata = (node: Node): never =>
  stop("missing Resource metadata", placeOfNode(node));

const isEmpty = (node: Node): boolean =>
  isNull(node) ||
  (node.kind === "mapping" && node.entries.length === 0) ||
  (node.kind === "sequence" && node.items.length === 0);

const full = (node: Node | undefined): Node | undefined =>
  node && !isEmpty(node) ? node : undefined;

const textOf = (node: Node | undefined): string =>
  node?.kind === "scalar" && !isNull(node) ? node.text : "";

/** As Go prints what kustomize knows of an object. */
function told(node: Mapping): string {
  const metadata = fieldOf(node, "metadata");
  const type = `{${textOf(fieldOf(node, "apiVersion"))} ${textOf(fieldOf(node, "kind"))}}`;
  const name = `{${textOf(fieldOf(metadata, "name"))} ${textOf(fieldOf(metadata, "namespace"))}}`;
  const isSecret = textOf(fieldOf(node, "kind")) === "Secret";
  const maps = ["labels", "annotations"].map((it) => toldMap(fieldOf(metadata, it), isSecret));
  return `{${type} {${name} ${maps.join(" ")}}}`;
}

function toldMap(node: Node | undefined, isSecret: boolean): string {
  if (node?.kind !== "mapping") return "map[]";
  const pairs = new Map(node.entries.map(({ key, value }) => [key.text, textOf(value)]));
  const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${sorted.map(([key, value]) => `${key}:${isSecret && key === LAST_APPLIED ? VEIL : value}`).join(" ")}]`;
}
