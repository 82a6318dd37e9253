import { goQuote } from "../goQuote.ts";
import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { goFloat32 } from "./goFloat32.ts";
import { goValue } from "./goValue.ts";
import type { FieldType, StructType } from "./kustomizationTypes.ts";
import { jsonFloat } from "./numbers.ts";
import { resolve11 } from "./resolve.ts";
import { stop } from "./stop.ts";
import { causeOf, emptyMapping, keyNode } from "./tree.ts";
import { veiledNode } from "./veil.ts";

/**
 * A tree as Go takes it into a structure, by way of YAML 1.1 and JSON: field names as declared whatever their case,
 * later keys win, nulls are gone. Ends the build at the first thing that does not fit, in the words of encoding/json.
 */
export function decoded(node: Node, struct: StructType): Mapping {
  if (node.kind !== "mapping") {
    return mismatch(node, `Go value of type types.${struct.name}`);
  }
  return decodeStruct(node, struct, []);
}

/** `path` leads to the value, in Go's names; `holder` is the structure that has it. */
interface Spot {
  readonly holder: string;
  readonly path: readonly string[];
}

function decodeStruct(node: Mapping, struct: StructType, path: readonly string[]): Mapping {
  const found = new Map<string, Entry>();
  for (const { name, entry } of jsonEntries(node)) {
    const field = fieldNamed(struct, name);
    if (field === undefined) {
      stop(`json: unknown field ${goQuote(name)}`, placeOfNode(entry.key));
    }
    const { type, inside } = struct.fields[field] ?? {};
    if (!type || isNull11(entry.value)) continue;
    const spot = { holder: struct.name, path: [...path, ...(inside?.split(".") ?? []), field] };
    const value = decodeValue(entry.value as Node, type, spot);
    const key = field === entry.key.text ? entry.key : keyNode(field, causeOf(entry.key));
    found.set(field, { key, value });
  }
  return { ...node, entries: [...found.values()] };
}

/** Entries by the names that JSON gives them, in JSON's order; the last of several with one name. */
function jsonEntries(node: Mapping) {
  const byName = new Map(node.entries.map((entry) => [jsonName(entry), entry]));
  return [...byName]
    .map(([name, entry]) => ({ name, entry }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Keys that are no strings to YAML 1.1 become what they stand for: `yes` is `true`. */
function jsonName({ key, value: held }: Entry): string {
  if (key.style !== "plain") return key.text;
  const { tag, value } = resolve11(key.text);
  if (tag === "!!null") {
    const told = goValue(held && veiledNode(held), 2);
    return stop(
      `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${told}`,
      placeOfNode(key),
    );
  }
  if (tag === "!!float") return Number.isFinite(value) ? goFloat32(value) : key.text;
  return tag === "!!int" || tag === "!!bool" ? String(value) : key.text;
}

function fieldNamed({ fields }: StructType, name: string): string | undefined {
  if (Object.hasOwn(fields, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(fields).find((it) => it.toLowerCase() === lower);
}

function decodeValue(node: Node, type: FieldType, spot: Spot): Node {
  switch (type.type) {
    case "struct":
      if (node.kind !== "mapping") return mismatchAt(node, spot, `types.${type.name}`);
      return decodeStruct(node, type, spot.path);
    case "list":
      if (node.kind !== "sequence") return mismatchAt(node, spot, goName(type));
      return {
        ...node,
        items: node.items.map((it) => decodeItem(it ?? node, type.of, spot)),
      };
    case "map":
      if (node.kind !== "mapping") return mismatchAt(node, spot, type.name);
      return type.of ? decodeMap(node, type.of, spot) : node;
    default:
      return decodeScalar(node, type, spot);
  }
}

function decodeItem(node: Node, type: FieldType, spot: Spot): Node {
  if (!isNull11(node)) return decodeValue(node, type, spot);
  return type.type === "struct" ? emptyMapping(causeOf(node)) : emptyText(node);
}

function decodeMap(node: Mapping, of: FieldType, spot: Spot): Mapping {
  const entries = jsonEntries(node).map(({ name, entry }): Entry => {
    const { key, value } = entry;
    const known = name === key.text && key.tag === undefined && key.style === "plain";
    return {
      key: known ? key : keyNode(name, causeOf(key)),
      value: isNull11(value) ? emptyText(value ?? key) : decodeValue(value as Node, of, spot),
    };
  });
  return { ...node, entries };
}

const emptyText = (node: Node): Scalar => {
  const { from, span } = causeOf(node);
  return { kind: "scalar", span, style: "double", text: "", value: "", from };
};

function decodeScalar(node: Node, type: FieldType & { readonly name: string }, spot: Spot): Node {
  if (node.kind !== "scalar") return mismatchAt(node, spot, type.name);
  const { tag, value } = scalar11(node);
  if (tag === "!!float" && !Number.isFinite(value)) {
    return stop(`json: unsupported value: ${infinite(value)}`, placeOfNode(node));
  }
  if (type.type === "string" && (tag === "!!str" || tag === "!!timestamp")) return node;
  if (type.type === "bool" && tag === "!!bool") return { ...node, text: String(value), value };
  if (type.type === "int" && (tag === "!!int" || tag === "!!float")) {
    const text = tag === "!!int" ? String(value) : jsonFloat(value);
    if (!isInt64(text)) return mismatchAt(node, spot, type.name, ` ${text}`);
    const number = text === "-0" ? "0" : text;
    return { ...node, style: "plain", text: number, value: Number(number) };
  }
  return mismatchAt(node, spot, type.name);
}

const infinite = (value: number): string =>
  Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

function isInt64(text: string): boolean {
  if (!/^-?[0-9]+$/.test(text)) return false;
  const value = BigInt(text);
  return -(2n ** 63n) <= value && value < 2n ** 63n;
}

/** Tags of one's own make strings. */
function scalar11(scalar: Scalar) {
  const { tag, text, style } = scalar;
  const plain = tag === undefined ? style === "plain" : tag !== "!!str" && tag.startsWith("!!");
  return plain ? resolve11(text) : ({ tag: "!!str", value: text } as const);
}

const isNull11 = (node: Node | undefined): boolean =>
  node === undefined || (node.kind === "scalar" && scalar11(node).tag === "!!null");

function mismatchAt(node: Node, { holder, path }: Spot, name: string, number = ""): never {
  return mismatch(node, `Go struct field ${holder}.${path.join(".")} of type ${name}`, number);
}

function mismatch(node: Node, into: string, number = ""): never {
  return stop(`json: cannot unmarshal ${jsonType(node)}${number} into ${into}`, placeOfNode(node));
}

function jsonType(node: Node): string {
  if (node.kind === "mapping") return "object";
  if (node.kind === "sequence") return "array";
  const { tag } = node.kind === "scalar" ? scalar11(node) : { tag: "!!null" };
  if (tag === "!!bool") return "bool";
  return tag === "!!int" || tag === "!!float" ? "number" : "string";
}

function goName(type: FieldType): string {
  if (type.type !== "list") return type.type === "struct" ? `types.${type.name}` : type.name;
  return `[]${type.pointers ? "*" : ""}${goName(type.of)}`;
}
