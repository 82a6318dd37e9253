import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { jsonOf } from "../../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";
import { refusals } from "../refusals.ts";

/** The value that a body holds: JSON, or YAML, which clients send as well. */
export function parse(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch (error) {
    const first = splitDocuments(body).find(({ document }) => parseDocument(document).root);
    const parsed = first && parseDocument(first.document);
    if (!parsed?.root || parsed.errors[0]) {
      const why = parsed?.errors[0]?.message ?? (error as Error).message;
      return refusals.badRequest(`error decoding: ${why}`);
    }
    return jsonOf(parsed.root) as Json;
  }
}

/** The object that a body holds. */
export function parseObject(body: string): JsonObject {
  const value = parse(body);
  return isObject(value)
    ? value
    : refusals.badRequest("couldn't get version/kind; json parse error: the body is no object");
}
