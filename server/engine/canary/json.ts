/** A JSON value, as the API server keeps it. Never changed in place. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (it: Json | undefined): it is JsonObject =>
  typeof it === "object" && it !== null && !Array.isArray(it);

/** The value under a key of an object, walking down; `undefined` where a step leads nowhere. */
export function field(it: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let value = it;
  for (const key of keys) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** The items of a list; none where it is something else. */
export const listOf = (it: Json | undefined): readonly Json[] => (Array.isArray(it) ? it : []);

/** A string that is there and a string; `""` otherwise, as Go reads it. */
export const stringOf = (it: Json | undefined): string => (typeof it === "string" ? it : "");

/** A number that is there and a number; 0 otherwise, as Go reads it. */
export const numberOf = (it: Json | undefined): number => (typeof it === "number" ? it : 0);
