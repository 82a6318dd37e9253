import { isObject, type Json } from "../../../server/engine/canary/json.ts";
import { fieldSchema, resolved, type Schema } from "../schema.ts";
import { partsOf, shapeOf } from "./elements.ts";

/**
 * What server-side apply says of values of another type than the schema's; `[]`: all of them fit.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/typed/validate.go
 */
export function typedFaults(value: Json, schema: Schema | undefined, at = ""): readonly string[] {
  const type = resolved(schema);
  if (!type || value === null || type["x-kubernetes-int-or-string"]) return [];
  const fault = faultOf(value, type);
  if (fault !== undefined) return [`${at}: ${fault}`];
  if (Array.isArray(value)) return inList(value, schema, at);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, it]) =>
    it === undefined ? [] : typedFaults(it, fieldSchema(schema, key), `${at}.${key}`),
  );
}

function inList(list: readonly Json[], schema: Schema | undefined, at: string): readonly string[] {
  const items = resolved(schema)?.items;
  if (shapeOf(list, schema) !== "elements") {
    return list.flatMap((it, index) => typedFaults(it, items, `${at}[${index}]`));
  }
  return [...partsOf(list, schema)].flatMap(([key, part]) =>
    typedFaults(part.value, items, `${at}${shownKey(key)}`),
  );
}

/** `[port=80,protocol="TCP"]` of `k:{"port":80,"protocol":"TCP"}`; `[="x"]` of an element of a set. */
function shownKey(key: string): string {
  if (!key.startsWith("k:")) return `[=${key.slice(2)}]`;
  const pairs = Object.entries(JSON.parse(key.slice(2)) as Record<string, Json>);
  return `[${pairs.map(([name, it]) => `${name}=${JSON.stringify(it)}`).join(",")}]`;
}

function faultOf(value: Json, { type }: Schema): string | undefined {
  const shown = `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
  switch (type) {
    case "string":
      return typeof value === "string" ? undefined : `expected string, got ${shown}`;
    case "integer":
    case "number":
      return typeof value === "number"
        ? undefined
        : `expected numeric (int or float), got ${typeof value === "boolean" ? "bool" : typeof value}`;
    case "boolean":
      return typeof value === "boolean" ? undefined : `expected boolean, got &{${String(value)}}`;
    case "array":
      return Array.isArray(value) ? undefined : `expected list, got &{${JSON.stringify(value)}}`;
    case "object":
      return isObject(value) ? undefined : `expected map, got &{${JSON.stringify(value)}}`;
    default:
      return undefined;
  }
}
