import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { fieldSchema, resolved, type Schema } from "../schema.ts";

/** How a value is made of parts: field by field, element by element of a keyed list, or as a whole. */
export type Shape = "fields" | "elements" | "whole";

/** How server-side apply takes a value of this type. What has no known type is told by the value itself. */
export function shapeOf(value: Json | undefined, schema: Schema | undefined): Shape {
  const type = resolved(schema);
  if (isObject(value)) {
    return (schema?.["x-kubernetes-map-type"] ?? type?.["x-kubernetes-map-type"]) === "atomic"
      ? "whole"
      : "fields";
  }
  if (Array.isArray(value)) {
    const how = schema?.["x-kubernetes-list-type"] ?? type?.["x-kubernetes-list-type"];
    return how === "map" || how === "set" ? "elements" : "whole";
  }
  return "whole";
}

/** The parts of a value, each under its path element and with its type. */
export function partsOf(value: Json | undefined, schema: Schema | undefined): Map<string, Part> {
  const parts = new Map<string, Part>();
  const shape = shapeOf(value, schema);
  if (shape === "fields" && isObject(value)) {
    for (const [key, it] of Object.entries(value)) {
      if (it !== undefined) parts.set(`f:${key}`, { value: it, schema: fieldSchema(schema, key) });
    }
  } else if (shape === "elements" && Array.isArray(value)) {
    const items = resolved(schema)?.items;
    for (const it of value as readonly Json[]) {
      parts.set(elementKey(it, schema), { value: it, schema: items });
    }
  }
  return parts;
}

export interface Part {
  readonly value: Json;
  readonly schema: Schema | undefined;
}

/** The path element of an element of a keyed list or a set. */
function elementKey(element: Json, schema: Schema | undefined): string {
  const type = resolved(schema);
  if ((schema?.["x-kubernetes-list-type"] ?? type?.["x-kubernetes-list-type"]) === "set") {
    return `v:${JSON.stringify(element)}`;
  }
  const keys = schema?.["x-kubernetes-list-map-keys"] ?? type?.["x-kubernetes-list-map-keys"] ?? [];
  const object: JsonObject = isObject(element) ? element : {};
  const pairs = [...keys].sort().flatMap((key) => {
    const value = object[key] ?? fieldSchema(type?.items, key)?.default;
    return value === undefined ? [] : [[key, value] as const];
  });
  return `k:${JSON.stringify(Object.fromEntries(pairs))}`;
}

/** Whether a key of an object is a field that its type names, and not one of a map. */
export const isNamed = (schema: Schema | undefined, key: string): boolean => {
  const properties = resolved(schema)?.properties;
  return properties !== undefined && Object.hasOwn(properties, key);
};
