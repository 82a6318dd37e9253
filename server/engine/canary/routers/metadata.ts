import { isObject, type JsonObject } from "../json.ts";

/** An object with some fields of its metadata replaced; `undefined` takes a field away. */
export function withMetadata(object: JsonObject, change: JsonObject): JsonObject {
  const { metadata } = object;
  return { ...object, metadata: { ...(isObject(metadata) ? metadata : {}), ...change } };
}
