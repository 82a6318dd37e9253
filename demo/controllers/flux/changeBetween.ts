import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { same } from "../../apiserver/objects/same.ts";

/** The merge patch that makes one object of the other; `undefined` where nothing changes. */
export function changeBetween(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const change: Record<string, JsonObject[string]> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]];
    if (same(old, now)) continue;
    change[key] =
      now === undefined ? null : isObject(old) && isObject(now) ? changeBetween(old, now) : now;
  }
  return Object.keys(change).length > 0 ? change : undefined;
}
