import { memo } from "../../memo.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/**
 * A type of Go as far as JSON shows it. Keys of a structure: `key` is left out where it is zero, `key!` is always
 * written, `key?` is written where it is there, zero or not. Structures are pointers unless marked with `!`.
 */
export type GoShape =
  | "string"
  | "number"
  | "boolean"
  | readonly [GoShape]
  | { readonly map: GoShape }
  | { readonly fields: Readonly<Record<string, GoShape>> };

/** What Go holds after it has read a value: known fields of the right type. Empty lists and maps stay. */
export function decoded(shape: GoShape, json: Json | undefined): Json | undefined {
  if (typeof shape === "string") {
    return typeof json === shape ? (json as Json) : undefined;
  }
  if (isList(shape)) {
    if (!Array.isArray(json)) return undefined;
    return json.map((it) => decoded(shape[0], it) ?? zeroOf(shape[0]));
  }
  if (!isObject(json)) return undefined;
  return "map" in shape ? decodedMap(shape.map, json) : decodedFields(shape.fields, json);
}

/** What Go writes of a value that it holds: empty lists and maps go where zero values go. */
export function encoded(shape: GoShape, held: Json | undefined): Json | undefined {
  if (typeof shape === "string" || held === undefined) return held;
  if (isList(shape)) {
    return Array.isArray(held) ? held.map((it) => encoded(shape[0], it) ?? null) : undefined;
  }
  if (!isObject(held)) return undefined;
  return "map" in shape ? encodedMap(shape.map, held) : encodedFields(shape.fields, held);
}

const isList = (shape: GoShape): shape is readonly [GoShape] => Array.isArray(shape);

function decodedMap(shape: GoShape, json: JsonObject): JsonObject {
  const map: Record<string, Json> = {};
  for (const key of Object.keys(json).sort()) map[key] = decoded(shape, json[key]) ?? zeroOf(shape);
  return map;
}

function decodedFields(fields: Readonly<Record<string, GoShape>>, json: JsonObject): JsonObject {
  const held: Record<string, Json> = {};
  for (const { name, mark, shape } of fieldsOf(fields)) {
    const value = decoded(shape, Object.hasOwn(json, name) ? json[name] : undefined);
    if (value === undefined && mark === "!") held[name] = zeroOf(shape);
    if (value !== undefined && (mark !== "" || !isZero(value))) held[name] = value;
  }
  return held;
}

function encodedMap(shape: GoShape, held: JsonObject): JsonObject {
  const map: Record<string, Json> = {};
  for (const key of Object.keys(held)) map[key] = encoded(shape, held[key]) ?? null;
  return map;
}

function encodedFields(fields: Readonly<Record<string, GoShape>>, held: JsonObject): JsonObject {
  const json: Record<string, Json> = {};
  for (const { name, mark, shape } of fieldsOf(fields)) {
    const value = encoded(shape, held[name]);
    if (value !== undefined && (mark !== "" || !isEmpty(shape, value))) json[name] = value;
  }
  return json;
}

const fieldsOf = memo((fields: Readonly<Record<string, GoShape>>) =>
  Object.entries(fields).map(([key, shape]) => {
    const mark = /[!?]$/.exec(key)?.[0] ?? "";
    return { name: key.slice(0, key.length - mark.length), mark, shape };
  }),
);

const isZero = (value: Json): boolean => value === "" || value === 0 || value === false;

const isEmpty = (shape: GoShape, value: Json): boolean =>
  isZero(value) ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof shape === "object" && "map" in shape && Object.keys(value as JsonObject).length === 0);

function zeroOf(shape: GoShape): Json {
  if (shape === "string") return "";
  if (shape === "number") return 0;
  if (shape === "boolean") return false;
  if (isList(shape)) return [];
  return "map" in shape ? {} : decodedFields(shape.fields, {});
}
