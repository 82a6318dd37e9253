import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { apiVersionOf, type Kind } from "../kind.ts";
import { refusals } from "../refusals.ts";
import { resolved, type Schema, typeName } from "../schema.ts";

/** An object without what its type does not know, and the paths of that. */
export interface Decoded {
  readonly object: JsonObject;
  readonly unknown: readonly string[];
}

/** Reads an object as its kind: unknown fields go, values of another type end the request. */
export function decoded(object: JsonObject, kind: Kind, isPatch = false): Decoded {
  const unknown: string[] = [];
  const walk: Walk = {
    kind,
    unknown,
    isStrict: !kind.isCustom,
    ...(isPatch && { patched: object }),
  };
  return {
    object: known(object, kind.schema, "", walk, typeName(kind.schema)) as JsonObject,
    unknown,
  };
}

interface Walk {
  readonly kind: Kind;
  readonly unknown: string[];
  /** Values of another type end the request here; for a custom kind, its validation says so. */
  readonly isStrict: boolean;
  /** The object as a patch left it. */
  readonly patched?: JsonObject;
}

function known(
  value: Json,
  schema: Schema | undefined,
  at: string,
  walk: Walk,
  owner: string,
): Json {
  const type = resolved(schema);
  if (!type || value === null) return value;
  if (walk.isStrict) checkType(value, schema, type, at, walk, owner);
  const inside = schema?.$ref ? typeName(schema) : owner;
  if (Array.isArray(value)) {
    if (!type.items) return value;
    return value.map((it, index) => known(it, type.items, `${at}[${index}]`, walk, inside));
  }
  if (!isObject(value) || (!type.properties && !type.additionalProperties)) {
    return isObject(value) && !schema?.$ref && isClosed(type) ? dropped(value, at, walk) : value;
  }
  return knownFields(value, type, at, walk, inside);
}

/** A definition that names no field at all keeps none. */
const isClosed = (type: Schema): boolean =>
  type.type === "object" && !type["x-kubernetes-preserve-unknown-fields"];

/** Types of Kubernetes that hold anything have no fields in its OpenAPI; only definitions prune. */
function dropped(value: JsonObject, at: string, walk: Walk): JsonObject {
  if (walk.isStrict) return value;
  walk.unknown.push(...Object.keys(value).map((key) => join(at, key)));
  return {};
}

function knownFields(
  value: JsonObject,
  type: Schema,
  at: string,
  walk: Walk,
  owner: string,
): JsonObject {
  const out: Record<string, Json | undefined> = {};
  for (const [key, it] of Object.entries(value)) {
    if (it === undefined) continue;
    const own =
      type.properties && Object.hasOwn(type.properties, key) ? type.properties[key] : undefined;
    const rest =
      typeof type.additionalProperties === "object" ? type.additionalProperties : undefined;
    const isOpen =
      type.additionalProperties === true || type["x-kubernetes-preserve-unknown-fields"] === true;
    const isIdentity =
      type["x-kubernetes-embedded-resource"] && ["apiVersion", "kind", "metadata"].includes(key);
    // Go names the field that holds a map, not the key in it.
    const held = own ? undefined : resolved(rest);
    if (held && it !== null && walk.isStrict) checkType(it, rest, held, at, walk, owner);
    if (own || rest) out[key] = known(it, own ?? rest, join(at, key), walk, owner);
    else if (isOpen || isIdentity) out[key] = it;
    else walk.unknown.push(join(at, key));
  }
  return out;
}

const join = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

/** What is no object of the type ends the request; after a patch, it is the patch that is wrong. */
function refuseType({ kind, patched }: Walk, why: string): never {
  if (!patched) {
    return refusals.badRequest(
      `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${why}`,
    );
  }
  return refusals.invalidPatch(`${JSON.stringify(JSON.stringify(patched))}: ${why}`);
}

function checkType(
  value: Json,
  schema: Schema | undefined,
  type: Schema,
  at: string,
  walk: Walk,
  owner: string,
): void {
  const found = jsonType(value);
  if (fits(found, value, type)) return;
  const wanted = goType(schema, type);
  if (wanted === undefined) return;
  const place = `${owner}.${at.replaceAll(/\[\d+\]/g, "")}`;
  refuseType(
    walk,
    `json: cannot unmarshal ${found} into Go struct field ${place} of type ${wanted}`,
  );
}

function jsonType(value: Json): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return typeof value;
}

function fits(found: string, value: Json, type: Schema): boolean {
  if (type["x-kubernetes-int-or-string"]) return found === "string" || found === "number";
  switch (type.type) {
    case "string":
      return found === "string";
    case "boolean":
      return found === "bool";
    case "integer":
      return found === "number" && Number.isInteger(value);
    case "number":
      return found === "number";
    case "array":
      return found === "array";
    default:
      return type.type === undefined || found === "object";
  }
}

/** The type as Go names it in its error. */
function goType(schema: Schema | undefined, type: Schema): string | undefined {
  if (schema?.$ref) {
    const [name, version] = schema.$ref.split(".").reverse();
    return `${version}.${name}`;
  }
  switch (type.type) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "integer":
      return type.format ?? "int64";
    case "number":
      return "float64";
    case "array":
      return `[]${goType(type.items, resolved(type.items) ?? {}) ?? "interface {}"}`;
    default:
      return typeof type.additionalProperties === "object" ? "map[string]string" : undefined;
  }
}

/** The words for fields that are not known, as a refusal or as a warning. */
export const unknownFieldsError = (kind: Kind, unknown: readonly string[]): string =>
  `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: strict decoding error: ${unknown
    .map((it) => `unknown field "${it}"`)
    .join(", ")}`;

/** The request ends where the object says it is of another kind. */
export function checkKind(object: JsonObject, kind: Kind): void {
  const expected = apiVersionOf(kind);
  if (typeof object.kind !== "string" || object.kind === "") {
    // Of its own kinds the server knows what is meant.
    if (!kind.isCustom) return;
    refusals.badRequest(`Object 'Kind' is missing in '${JSON.stringify(object)}'`);
  }
  if (object.kind !== kind.kind) {
    const internal = kind.group === "" ? "core" : kind.group.split(".")[0];
    refusals.badRequest(
      `${object.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: converting (${kind.version}.${object.kind}) to (${internal}.${kind.kind}): unknown conversion`,
    );
  }
  if (object.apiVersion !== expected) {
    refusals.badRequest(
      `the API version in the data (${object.apiVersion}) does not match the expected API version (${expected})`,
    );
  }
}
