import { isObject, type Json, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import { same } from "../objects/same.ts";
import { refuse } from "../refusal.ts";

/**
 * A document after the operations of a JSON patch.
 *
 * https://www.rfc-editor.org/rfc/rfc6902
 */
export function jsonPatch(document: Json, patch: Json): Json {
  return listOf(patch).reduce((result: Json, it) => {
    if (!isObject(it)) return failed();
    const path = pointer(stringOf(it.path));
    switch (it.op) {
      case "add":
        return put(result, path, it.value ?? null, "add");
      case "replace":
        get(result, path);
        return put(result, path, it.value ?? null, "replace");
      case "remove":
        return remove(result, path);
      case "test":
        return tested(result, path, it.value ?? null);
      case "copy":
        return put(result, path, get(result, pointer(stringOf(it.from))), "add");
      case "move": {
        const from = pointer(stringOf(it.from));
        const value = get(result, from);
        return put(remove(result, from), path, value, "add");
      }
      default:
        return failed();
    }
  }, document);
}

/** The API server does not tell a client what went wrong inside a patch. */
const failed = (): never =>
  refuse(422, "Invalid", "the server rejected our request due to an error in our request", {});

const pointer = (path: string): readonly string[] =>
  path === ""
    ? []
    : path
        .slice(1)
        .split("/")
        .map((it) => it.replaceAll("~1", "/").replaceAll("~0", "~"));

function get(document: Json, path: readonly string[]): Json {
  let value: Json | undefined = document;
  for (const key of path) {
    value = Array.isArray(value)
      ? (value as readonly Json[])[Number(key)]
      : isObject(value)
        ? value[key]
        : undefined;
  }
  return value === undefined ? failed() : value;
}

function tested(document: Json, path: readonly string[], expected: Json): Json {
  return same(get(document, path), expected) ? document : failed();
}

function put(document: Json, path: readonly string[], value: Json, how: "add" | "replace"): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(document)) {
    const items = [...(document as readonly Json[])];
    const at = key === "-" ? items.length : Number(key);
    if (!(at >= 0 && at <= items.length)) return failed();
    if (rest.length > 0) items[at] = put(items[at] ?? null, rest, value, how);
    else items.splice(at, how === "replace" ? 1 : 0, value);
    return items;
  }
  if (!isObject(document)) {
    return failed();
  }
  if (rest.length === 0) return { ...document, [key]: value };
  const below = document[key];
  if (below === undefined) {
    return failed();
  }
  return { ...document, [key]: put(below, rest, value, how) };
}

function remove(document: Json, path: readonly string[]): Json {
  get(document, path);
  const [key = "", ...rest] = path;
  if (Array.isArray(document)) {
    const items = [...(document as readonly Json[])];
    if (rest.length === 0) items.splice(Number(key), 1);
    else items[Number(key)] = remove(items[Number(key)] ?? null, rest);
    return items;
  }
  if (!isObject(document)) return document;
  if (rest.length > 0) return { ...document, [key]: remove(document[key] ?? null, rest) };
  const { [key]: _, ...left } = document;
  return left;
}
