import { base64Bytes, base64Of } from "../kustomize/base64.ts";
import { isNull, meaningOf, plainNode, stringNode } from "../kustomize/scalars.ts";
import { type Cause, causeOf, keyNode } from "../kustomize/tree.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { fieldsOf, type GoField, type GoType } from "./goType.ts";
import { canonicalQuantity } from "./quantity.ts";

/**
 * An object after Go's client has read it into the structure of its kind and written it again: unknown and empty fields
 * are gone, quantities are canonical, structures that Go always writes are there. `undefined`: it does not fit.
 * Mirrored: k8s.io/apimachinery/pkg/runtime, converter.go.
 */
export function goRoundTrip(object: Mapping, structure: string): Mapping | undefined {
  const fit = throughStruct(object, structure);
  return fit?.node?.kind === "mapping" ? fit.node : undefined;
}

/** What is left of a value, `node` being absent where nothing is; `undefined` where the value does not fit. */
type Fit = { readonly node: Node | undefined } | undefined;

const nothing: Fit = { node: undefined };

/** `cause`: where to say that values come from which only Go writes. */
function through(node: Node | undefined, type: GoType): Fit {
  if (node === undefined || isNull(node)) return nothing;
  switch (type.type) {
    case "pointer":
      return through(node, type.of);
    case "list":
      return node.kind === "sequence" ? throughList(node, type.of) : undefined;
    case "map":
      return node.kind === "mapping" ? throughMap(node, type.of) : undefined;
    case "struct":
      return node.kind === "mapping" ? throughStruct(node, type.name) : undefined;
    case "anything":
      return { node };
    case "dropped":
      return node.kind === "mapping" ? nothing : undefined;
    default:
      return node.kind === "scalar" ? throughScalar(node, type.type) : undefined;
  }
}

function throughStruct(mapping: Mapping, name: string): Fit {
  const fields = fieldsOf(name);
  const cause = causeOf(mapping);
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const { key, value } of mapping.entries) {
    const field = fields.get(key.text);
    if (!field) continue;
    seen.add(key.text);
    const fit = through(value, field.type);
    if (!fit) return undefined;
    const written = writtenField(field, fit.node, cause);
    if (written) entries.push({ key, value: written });
  }
  for (const field of fields.values()) {
    const written = seen.has(field.name) ? undefined : writtenField(field, undefined, cause);
    if (written) entries.push({ key: keyNode(field.name, cause), value: written });
  }
  return { node: sameEntries(mapping, entries) ? mapping : { ...mapping, entries } };
}

const sameEntries = ({ entries }: Mapping, others: readonly Entry[]): boolean =>
  entries.length === others.length &&
  entries.every((it, index) => it.key === others[index]?.key && it.value === others[index]?.value);

function writtenField(field: GoField, node: Node | undefined, cause: Cause): Node | undefined {
  if (node !== undefined) return field.omitEmpty && isEmpty(node, field.type) ? undefined : node;
  const { type } = field.type;
  const written = !field.omitEmpty || type === "struct" || ALWAYS.has(type);
  return written && !field.omitZero ? zeroOf(field.type, cause) : undefined;
}

/** Go never takes these for empty. */
const ALWAYS: ReadonlySet<string> = new Set(["time", "microTime", "quantity", "integerOrString"]);

function isEmpty(node: Node, { type }: GoType): boolean {
  if (type === "list") return node.kind === "sequence" && node.items.length === 0;
  if (type === "map") return node.kind === "mapping" && node.entries.length === 0;
  if (node.kind !== "scalar") return false;
  if (type === "string" || type === "bytes") return node.text === "";
  return (type === "integer" && node.text === "0") || (type === "boolean" && node.value === false);
}

/** What Go writes for a value that nobody gave; what it writes as null is left out. */
function zeroOf(type: GoType, cause: Cause): Node | undefined {
  switch (type.type) {
    case "string":
      return stringNode("", cause);
    case "integer":
    case "integerOrString":
      return plainNode("0", cause);
    case "quantity":
      return stringNode("0", cause);
    case "boolean":
      return plainNode("false", cause);
    case "struct":
      return throughStruct(emptyFrom(cause), type.name)?.node;
    default:
      return undefined;
  }
}

const emptyFrom = ({ from, span }: Cause): Mapping => ({
  kind: "mapping",
  span,
  flow: false,
  entries: [],
  from,
});

function throughList(list: Sequence, type: GoType): Fit {
  const items: Node[] = [];
  for (const item of list.items) {
    const fit = through(item, type);
    if (!fit) return undefined;
    const written = fit.node ?? zeroOf(type, causeOf(item ?? list)) ?? item;
    if (written) items.push(written);
  }
  const same = items.every((it, index) => it === list.items[index]);
  return { node: same ? list : { ...list, items } };
}

function throughMap(mapping: Mapping, type: GoType): Fit {
  const entries: Entry[] = [];
  for (const { key, value } of mapping.entries) {
    const fit = through(value, type);
    if (!fit) return undefined;
    const written = fit.node ?? zeroOf(type, causeOf(value ?? mapping));
    entries.push({ key, value: written ?? value });
  }
  return { node: sameEntries(mapping, entries) ? mapping : { ...mapping, entries } };
}

function throughScalar(scalar: Scalar, type: GoType["type"]): Fit {
  const { tag, value } = meaningOf(scalar);
  const text = tag === "!!str" || tag === "!!timestamp" ? value : undefined;
  const number = tag === "!!int" ? value : tag === "!!float" ? whole(value) : undefined;
  switch (type) {
    case "string":
      return text === undefined ? undefined : changed(scalar, text);
    case "boolean":
      return tag === "!!bool" ? { node: scalar } : undefined;
    case "integer":
      return number === undefined ? undefined : { node: integer(scalar, number) };
    case "integerOrString":
      if (text !== undefined) return changed(scalar, text);
      return number === undefined ? undefined : { node: integer(scalar, number) };
    case "quantity": {
      const found = canonicalQuantity((text ?? String(value)).trim());
      return found === undefined || tag === "!!bool" ? undefined : changed(scalar, found);
    }
    case "bytes": {
      const bytes = text === undefined ? undefined : base64Bytes(text);
      return bytes && changed(scalar, base64Of(bytes));
    }
    default: {
      const instant = text === undefined ? undefined : inUniversalTime(text, type === "microTime");
      return instant === undefined ? undefined : changed(scalar, instant);
    }
  }
}

/** Go turns floats into integers where nothing is lost. */
const whole = (value: number): bigint | undefined =>
  Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? BigInt(value) : undefined;

/** To the second, as Go writes it; `micro`: to the microsecond, which must be there. */
function inUniversalTime(text: string, micro: boolean): string | undefined {
  const [, fraction = ""] = INSTANT.exec(text) ?? [];
  const time = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time) || (micro && fraction.length !== 7)) return undefined;
  return new Date(time).toISOString().replace(/\.\d+Z$/, micro ? `${fraction}Z` : "Z");
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const changed = (scalar: Scalar, text: string): Fit => {
  const { tag, value } = meaningOf(scalar);
  return { node: tag === "!!str" && value === text ? scalar : stringNode(text, causeOf(scalar)) };
};

const integer = (scalar: Scalar, value: bigint): Scalar =>
  scalar.text === String(value) && scalar.style === "plain"
    ? scalar
    : plainNode(String(value), causeOf(scalar));
