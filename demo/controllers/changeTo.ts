import { isObject, type Json, type JsonObject } from "../../server/engine/canary/json.ts";
import { same } from "../apiserver/objects/same.ts";

/** The JSON merge patch that makes `after` of `before`; `undefined` where they are the same. */
export function changeTo(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const change: Record<string, Json> = {};
  for (const key of Object.keys(before)) {
    if (before[key] !== undefined && after[key] === undefined) change[key] = null;
  }
  for (const [key, now] of Object.entries(after)) {
    const was = before[key];
    if (now === undefined || same(was, now)) continue;
    if (!isObject(was) || !isObject(now)) change[key] = now;
    else change[key] = changeTo(was, now) ?? {};
  }
  return Object.keys(change).length === 0 ? undefined : change;
}
