import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * A JSON merge patch. What the patch does not touch is shared with the original.
 *
 * https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(original: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...original };
  for (const key of Object.keys(patch)) {
    const change = patch[key];
    if (change === undefined) continue;
    if (change === null) delete merged[key];
    else if (isObject(change)) {
      const before = merged[key];
      merged[key] = mergePatch(isObject(before) ? before : {}, change);
    } else merged[key] = change;
  }
  return merged;
}
