import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { fieldSchema, resolved, type Schema, typeName } from "../schema.ts";
import { builtinDefaults } from "./builtinDefaults.ts";

/** The object with the defaults of its type: of its schema, and those that Kubernetes' own kinds have in code. */
export function defaulted(object: JsonObject, schema: Schema): JsonObject {
  return withDefaults(object, schema) as JsonObject;
}

function withDefaults(value: Json, schema: Schema | undefined): Json {
  const type = resolved(schema);
  if (!type) return value;
  if (Array.isArray(value)) {
    return type.items ? value.map((it) => withDefaults(it, type.items)) : value;
  }
  if (!isObject(value)) return value;
  const own = builtinDefaults[typeName(schema)]?.(value);
  const filled: Record<string, Json | undefined> = own
    ? { ...own, ...present(value) }
    : { ...value };
  for (const [key, it] of Object.entries(type.properties ?? {})) {
    if (filled[key] === undefined && hasDefault(it)) filled[key] = it.default;
    if (filled[key] === null && it.default !== undefined && !it.nullable) filled[key] = it.default;
  }
  for (const [key, it] of Object.entries(filled)) {
    if (it !== undefined) filled[key] = withDefaults(it, fieldSchema(schema, key));
  }
  return filled;
}

/** What is always written is an object; a time that is not set is left out all the same. */
const hasDefault = (schema: Schema): boolean =>
  schema.default !== undefined &&
  (!isObject(schema.default) || resolved(schema)?.type === "object");

/** An object of a kind before anything is set: what Kubernetes writes of it all the same. */
export function baseline(schema: Schema): JsonObject {
  const type = resolved(schema);
  const entries = Object.entries(type?.properties ?? {}).flatMap(([key, it]): [string, Json][] => {
    if (hasDefault(it) && isObject(it.default)) return [[key, baseline(it)]];
    return type?.required?.includes(key) && it.default === undefined ? [[key, null]] : [];
  });
  return Object.fromEntries(entries);
}

const present = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined && it !== null));
