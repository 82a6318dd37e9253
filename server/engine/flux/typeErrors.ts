import { goFloat } from "../kustomize/goFloat.ts";
import { isNull, meaningOf } from "../kustomize/scalars.ts";
import { fieldOf } from "../kustomize/tree.ts";
import type { Mapping, Node, Sequence } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import type { FieldType, ListKey } from "./fieldType.ts";

export interface TypeError {
  /** `.spec.ports[port=80,protocol="TCP"].port: expected …`, as the API server says it. */
  readonly message: string;
  readonly place: DocumentPlace | undefined;
}

/**
 * Where a value breaks the types of its kind, as server-side apply finds before anything else
 * (mirrored: sigs.k8s.io/structured-merge-diff, package typed).
 */
export function typeErrors(node: Node | undefined, type: FieldType): readonly TypeError[] {
  if (node === undefined || isNull(node)) return [];
  switch (type.type) {
    case "anything":
      return [];
    case "map":
      return node.kind === "mapping"
        ? fieldErrors(node, type)
        : wrong(node, `expected map, got ${pointer(node)}`);
    case "list":
      return node.kind === "sequence"
        ? itemErrors(node, type)
        : wrong(node, `expected list, got ${pointer(node)}`);
    default:
      return scalarErrors(node, type.type);
  }
}

const wrong = (node: Node, message: string): readonly TypeError[] => [
  { message, place: placeOfNode(node) },
];

function scalarErrors(
  node: Node,
  type: "string" | "numeric" | "boolean" | "scalar",
): readonly TypeError[] {
  const value = goValue(node);
  if (type === "scalar") {
    return node.kind === "scalar" ? [] : wrong(node, `expected any scalar, got ${pointer(node)}`);
  }
  if (value.type === type) return [];
  if (type === "string") {
    return wrong(node, `expected string, got &value.valueUnstructured{Value:${value.written}}`);
  }
  return type === "numeric"
    ? wrong(node, `expected numeric (int or float), got ${value.goType}`)
    : wrong(node, `expected boolean, got ${pointer(node)}`);
}

function fieldErrors(
  mapping: Mapping,
  { field }: Extract<FieldType, { type: "map" }>,
): readonly TypeError[] {
  return mapping.entries.flatMap(({ key, value }) => {
    const type = field(key.text);
    if (!type) {
      const message = `.${key.text}: field not declared in schema`;
      return [{ message, place: placeOfNode(key) }];
    }
    return within(`.${key.text}`, typeErrors(value, type));
  });
}

function itemErrors(
  list: Sequence,
  { of, keys }: Extract<FieldType, { type: "list" }>,
): readonly TypeError[] {
  const seen = new Set<string>();
  const found: TypeError[] = [];
  for (const [index, item] of list.items.entries()) {
    const fault = keys && keyless(item, keys);
    if (fault !== undefined) {
      // Without a key nobody can say where the others are.
      const message = `: element ${index}: associative list ${fault}`;
      return [...found, { message, place: placeOfNode(item) ?? placeOfNode(list) }];
    }
    const element = keys ? keyOf(item, keys) : `[${index}]`;
    if (keys && seen.has(element)) {
      const message = `: duplicate entries for key ${element}`;
      found.push({ message, place: placeOfNode(item) });
    }
    seen.add(element);
    found.push(...within(element, typeErrors(item, of)));
  }
  return found;
}

/** Why an element cannot be told from others. */
function keyless(item: Node | undefined, keys: readonly ListKey[]): string | undefined {
  const isAbsent = item === undefined || isNull(item);
  if (keys.length === 0) {
    if (isAbsent) return "without keys has an element that's an explicit null";
    return item.kind === "mapping" ? "without keys has an element that's a map type" : undefined;
  }
  if (isAbsent) return "with keys may not have a null element";
  if (item.kind !== "mapping") return "with keys may not have non-map elements";
  if (keys.some((it) => it.default !== undefined || fieldOf(item, it.name))) return undefined;
  const names = keys.map((it) => JSON.stringify(it.name)).join(" ");
  const none = "and doesn't have default values for any key fields";
  return `with keys has an element that omits all key fields [${names}] (${none})`;
}

function keyOf(item: Node | undefined, keys: readonly ListKey[]): string {
  if (keys.length === 0) return `[=${item ? goValue(item).text : "null"}]`;
  const parts = keys.flatMap(({ name, default: standard }) => {
    const value = fieldOf(item, name);
    if (value) return [`${name}=${goValue(value).text}`];
    return standard === undefined ? [] : [`${name}=${standard}`];
  });
  return `[${parts.join(",")}]`;
}

/** The path of an element is put before those inside it. */
const within = (step: string, errors: readonly TypeError[]): readonly TypeError[] =>
  errors.map(({ message, place }) => ({
    message: /^[.[:]/.test(message) ? `${step}${message}` : `${step}: ${message}`,
    place,
  }));

interface GoValue {
  readonly type: "string" | "numeric" | "boolean" | "other";
  readonly goType: string;
  /** As Go's `%#v` writes it. */
  readonly written: string;
  /** As Go's `%v` writes it. */
  readonly plain: string;
  /** As it stands in the path of a list element. */
  readonly text: string;
}

function goValue(node: Node): GoValue {
  if (node.kind === "mapping") {
    // Go prints maps in the order of their keys.
    const entries = node.entries
      .toSorted((a, b) => (a.key.text < b.key.text ? -1 : 1))
      .map(({ key, value }) => {
        const it = value ? goValue(value) : NIL;
        return { key: key.text, plain: it.plain, written: inInterface(it) };
      });
    const goType = "map[string]interface {}";
    const written = `${goType}{${entries.map((it) => `${JSON.stringify(it.key)}:${it.written}`).join(", ")}}`;
    const plain = `map[${entries.map((it) => `${it.key}:${it.plain}`).join(" ")}]`;
    return { type: "other", goType, written, plain, text: plain };
  }
  if (node.kind === "sequence") {
    const items = node.items.map((it) => (it ? goValue(it) : NIL));
    const goType = "[]interface {}";
    const written = `${goType}{${items.map(inInterface).join(", ")}}`;
    const plain = `[${items.map((it) => it.plain).join(" ")}]`;
    return { type: "other", goType, written, plain, text: plain };
  }
  if (node.kind !== "scalar") return NIL;
  const { tag, value } = meaningOf(node);
  const plain = String(value);
  switch (tag) {
    case "!!int":
      // What 64 bits cannot hold is read as a float.
      return BigInt.asIntN(64, value) === value ? numeric("int64", plain) : float(Number(value));
    case "!!float":
      return float(value);
    case "!!bool":
      return { type: "boolean", goType: "bool", written: plain, plain, text: plain };
    case "!!null":
      return NIL;
    default: {
      const quoted = JSON.stringify(value);
      return { type: "string", goType: "string", written: quoted, plain, text: quoted };
    }
  }
}

const numeric = (goType: string, text: string): GoValue => ({
  ...{ type: "numeric", goType, text },
  ...{ written: text, plain: text },
});

const float = (value: number): GoValue => numeric("float64", goFloat(value).general);

const NIL: GoValue = {
  type: "other",
  goType: "<nil>",
  written: "nil",
  plain: "<nil>",
  text: "null",
};

/** What stands for nothing inside of a map or a list. */
const NOTHING = "interface {}(nil)";

const inInterface = (value: GoValue): string => (value === NIL ? NOTHING : value.written);

const pointer = (node: Node): string => `&{${goValue(node).plain}}`;
