import { isObject, type Json, type JsonObject } from "../json.ts";

/**
 * Are two values equal? The order of keys does not count; `undefined` is as good as absent. What stands under the
 * key `ignored` is not compared, wherever it is.
 */
export function same(one: Json | undefined, other: Json | undefined, ignored?: string): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((it, index) => same(it, other[index], ignored));
  }
  return isObject(one) && isObject(other) && sameFields(one, other, ignored);
}

function sameFields(one: JsonObject, other: JsonObject, ignored: string | undefined): boolean {
  for (const key of Object.keys(one)) {
    if (key !== ignored && !same(one[key], other[key], ignored)) return false;
  }
  for (const key of Object.keys(other)) {
    if (key !== ignored && other[key] !== undefined && one[key] === undefined) return false;
  }
  return true;
}
