import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { parse } from "../objects/parse.ts";
import { refusals } from "../refusals.ts";

/** What a JSON patch holds: operations; `null` holds none. Refused in the words of the API server's reader. */
export function readJsonPatch(body: string): readonly JsonObject[] {
  const operations = parsed(body, DECODING) ?? [];
  if (!Array.isArray(operations)) return unreadable(operations, "[]handlers.jsonPatchOp", DECODING);
  return (operations as readonly Json[]).map((it) =>
    isObject(it) ? it : unreadable(it, "handlers.jsonPatchOp", DECODING),
  );
}

/** What a merge patch asks for, strategic or not. */
export function readMergePatch(body: string, isStrategic: boolean): JsonObject {
  const before = isStrategic ? "" : DECODING;
  const change = parsed(body, before);
  if (isObject(change)) return change;
  if (change !== null) return unreadable(change, "map[string]interface {}", before);
  return isStrategic ? {} : refusals.badRequest("Invalid JSON Patch");
}

const DECODING = "error decoding patch: ";

function parsed(body: string, before: string): Json {
  if (!isCutOff(body)) return parse(body);
  return refusals.badRequest(`${before}unexpected end of JSON input`);
}

/** More is opened than closed. */
function isCutOff(body: string): boolean {
  const outside = body.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
  const opened = outside.match(/[{[]/g)?.length ?? 0;
  return opened > (outside.match(/[}\]]/g)?.length ?? 0);
}

function unreadable(value: Json, type: string, before: string): never {
  const found = Array.isArray(value)
    ? "array"
    : isObject(value)
      ? "object"
      : typeof value === "boolean"
        ? "bool"
        : typeof value;
  return refusals.badRequest(
    `${before}json: cannot unmarshal ${found} into Go value of type ${type}`,
  );
}
