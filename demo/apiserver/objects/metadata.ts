import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";

/** The metadata of an object; `{}` where it has none. */
export function metadataOf(object: JsonObject): JsonObject {
  const { metadata } = object;
  return isObject(metadata) ? metadata : {};
}

export const nameOf = (object: JsonObject): string => stringOf(metadataOf(object).name);
export const namespaceOf = (object: JsonObject): string => stringOf(metadataOf(object).namespace);
export const uidOf = (object: JsonObject): string => stringOf(metadataOf(object).uid);

export const finalizersOf = (object: JsonObject): readonly string[] =>
  listOf(metadataOf(object).finalizers).map(stringOf);

export const isTerminating = (object: JsonObject): boolean =>
  field(object, "metadata", "deletionTimestamp") !== undefined;

/** The object with some of its metadata changed; what is `undefined` goes. */
export function withMetadata(object: JsonObject, change: JsonObject): JsonObject {
  const entries = Object.entries({ ...metadataOf(object), ...change });
  return { ...object, metadata: Object.fromEntries(entries.filter(([, it]) => it !== undefined)) };
}

/** Labels or annotations as a map of texts. */
export const textsOf = (object: JsonObject, key: "labels" | "annotations") => {
  const texts = metadataOf(object)[key];
  return isObject(texts) ? texts : {};
};
