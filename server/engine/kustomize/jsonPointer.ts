import type { Mapping, Node, Path, Sequence } from "../node.ts";
import { isNull, stringNode } from "./scalars.ts";
import { causeOf, fieldOf, withField, withItems, withoutField } from "./tree.ts";
import { type Growing, hasKey, withEntry } from "./wideMapping.ts";

export type Container = Mapping | Sequence;

/** Where the last part of a pointer counts. */
export interface Found {
  readonly container: Container;
  /** The way to it from the root. */
  readonly steps: Path;
  readonly key: string;
}

/**
 * The container that a JSON pointer leads into. A pointer without `/` at its start loses its first part, as in
 * json-patch. Indices may count from the end.
 */
export function find(document: Node, pointer: string): Found | undefined {
  const parts = pointer.split("/").slice(1).map(decoded);
  const key = parts.pop();
  if (key === undefined) return undefined;
  let container: Node | undefined = document;
  const steps: (string | number)[] = [];
  for (const part of parts) {
    if (!isContainer(container)) return undefined;
    const step = container.kind === "sequence" ? indexOf(container, part) : part;
    if (typeof step === "object") return undefined;
    steps.push(step);
    container = child(container, step);
  }
  return isContainer(container) ? { container, steps, key } : undefined;
}

/** What stands under the key, a message where an index leads nowhere. A missing key of a mapping has nothing. */
export function take(container: Container, key: string): Node | string | undefined {
  if (container.kind === "mapping") return fieldOf(container, key);
  const index = indexOf(container, key);
  return typeof index === "number" ? container.items[index] : index.mistake;
}

/** The container with a value under the key; a message where that cannot be. */
export function put(
  container: Container,
  key: string,
  value: (before: Node | undefined) => Node,
  how: "insert" | "replace",
  growing?: Growing | undefined,
): Container | string {
  if (container.kind === "mapping") {
    const before = hasKey(container, key) ? fieldOf(container, key) : undefined;
    const made = value(before);
    if (before) return withField(container, key, made, causeOf(made));
    // Keys of JSON are texts, also those that look like numbers.
    const entry = { key: stringNode(key, causeOf(made)), value: made };
    return withEntry(container, entry, growing);
  }
  if (how === "replace") {
    const index = indexOf(container, key);
    if (typeof index === "object") return index.mistake;
    return withItems(container, container.items.with(index, value(container.items[index])));
  }
  const index = key === "-" ? container.items.length : insertionIndex(container, key);
  if (typeof index === "string") return index;
  return withItems(container, container.items.toSpliced(index, 0, value(undefined)));
}

/** The container without what stands under the key; a message where nothing does. */
export function remove(container: Container, key: string): Container | string {
  if (container.kind === "mapping") {
    if (fieldOf(container, key)) return withoutField(container, key);
    return `Unable to remove nonexistent key: ${key}: missing value`;
  }
  const index = indexOf(container, key);
  if (typeof index === "object") return index.mistake;
  return withItems(container, container.items.toSpliced(index, 1));
}

/** The document with another container in that place. */
export function update(document: Node, { steps }: Pick<Found, "steps">, made: Node): Node {
  const [step, ...rest] = steps;
  if (step === undefined) return made;
  const below = isContainer(document) ? child(document, step) : undefined;
  if (!below) return document;
  const changed = update(below, { steps: rest }, made);
  if (document.kind === "mapping") {
    return withField(document, String(step), changed, causeOf(changed));
  }
  if (document.kind !== "sequence") return document;
  return withItems(document, document.items.with(Number(step), changed));
}

const isContainer = (node: Node | undefined): node is Container =>
  node !== undefined && !isNull(node) && (node.kind === "mapping" || node.kind === "sequence");

const child = (container: Container, step: string | number): Node | undefined =>
  container.kind === "mapping" ? fieldOf(container, String(step)) : container.items[Number(step)];

const decoded = (part: string): string => part.replace(/~1|~0/g, (it) => (it === "~1" ? "/" : "~"));

function indexOf({ items }: Sequence, key: string): number | { readonly mistake: string } {
  const index = integer(key);
  if (index === undefined) return { mistake: `strconv.Atoi: parsing "${key}": invalid syntax` };
  if (index >= items.length || index < -items.length) {
    return { mistake: `Unable to access invalid index: ${index}: invalid index referenced` };
  }
  return index < 0 ? index + items.length : index;
}

function insertionIndex({ items }: Sequence, key: string): number | string {
  const index = integer(key);
  if (index === undefined) {
    return `value was not a proper array index: '${key}': strconv.Atoi: parsing "${key}": invalid syntax`;
  }
  const size = items.length + 1;
  if (index >= size || index < -size) {
    return `Unable to access invalid index: ${index}: invalid index referenced`;
  }
  return index < 0 ? index + size : index;
}

const integer = (text: string): number | undefined =>
  /^[-+]?[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
