import { isObject, type Json } from "../../../server/engine/canary/json.ts";

/** Whether two values say the same, whatever the order of their keys. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((it, index) => same(it, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = presentKeys(a);
  return keys.length === presentKeys(b).length && keys.every((key) => same(a[key], b[key]));
}

const presentKeys = (it: object): string[] =>
  Object.entries(it).flatMap(([key, value]) => (value === undefined ? [] : [key]));
