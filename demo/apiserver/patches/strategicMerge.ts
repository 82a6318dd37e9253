import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
} from "../../../server/engine/canary/json.ts";
import { same } from "../objects/same.ts";
import { fieldSchema, resolved, type Schema } from "../schema.ts";

/**
 * A strategic merge patch of a built-in kind: lists whose type says so are merged by key, with directives.
 *
 * https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema | undefined,
): JsonObject {
  if (patch.$patch === "replace") return plain(patch);
  const retained = patch.$retainKeys === undefined ? undefined : listOf(patch.$retainKeys);
  const merged: Record<string, Json | undefined> = retained
    ? Object.fromEntries(Object.entries(original).filter(([key]) => retained.includes(key)))
    : { ...original };
  for (const [key, change] of Object.entries(patch)) {
    if (change === undefined || key.startsWith("$")) continue;
    if (change === null) delete merged[key];
    else {
      const type = fieldSchema(schema, key);
      const value = mergedValue(
        merged[key],
        change,
        type,
        listOf(patch[`$setElementOrder/${key}`]),
      );
      if (value === undefined) delete merged[key];
      else merged[key] = value;
    }
  }
  for (const [key, list] of Object.entries(patch)) reduceOrOrder(merged, key, list, schema, patch);
  return merged;
}

function mergedValue(
  before: Json | undefined,
  change: Json,
  schema: Schema | undefined,
  order: readonly Json[],
): Json | undefined {
  if (isObject(change)) {
    if (change.$patch === "delete") return undefined;
    return strategicMerge(isObject(before) ? before : {}, change, schema);
  }
  if (!Array.isArray(change) || !isMerged(schema)) return change;
  const key = mergeKeyOf(schema);
  const old = listOf(before);
  const merged = key === undefined ? mergedSet(old, change) : mergedList(old, change, key, schema);
  return ordered(merged, order.length === 0 ? change : order, old, key);
}

const isMerged = (schema: Schema | undefined): boolean =>
  (schema?.["x-kubernetes-patch-strategy"] ?? "").split(",").includes("merge");

const mergeKeyOf = (schema: Schema | undefined): string | undefined =>
  schema?.["x-kubernetes-patch-merge-key"];

const mergedSet = (before: readonly Json[], change: readonly Json[]): readonly Json[] => [
  ...before,
  ...change.filter((it) => !before.some((other) => same(it, other))),
];

function mergedList(
  before: readonly Json[],
  change: readonly Json[],
  key: string,
  schema: Schema | undefined,
): readonly Json[] {
  const objects = change.filter(isObject);
  if (objects.some((it) => it.$patch === "replace")) {
    return objects.filter((it) => it.$patch === undefined).map(plain);
  }
  let items = [...before];
  for (const it of objects) {
    const isIt = (other: Json) => isObject(other) && same(other[key], it[key]);
    const at = items.findIndex(isIt);
    if (it.$patch === "delete") items = items.filter((other) => !isIt(other));
    else if (at < 0) items.push(plain(it));
    else items[at] = strategicMerge(items[at] as JsonObject, it, resolved(schema)?.items);
  }
  return items;
}

/** `$deleteFromPrimitiveList/key` and an order without changes. */
function reduceOrOrder(
  merged: Record<string, Json | undefined>,
  directive: string,
  list: Json | undefined,
  schema: Schema | undefined,
  patch: JsonObject,
): void {
  const [name, key = ""] = directive.split(/\/(.*)/s);
  const value = merged[key];
  if (!Array.isArray(value)) return;
  if (name === "$deleteFromPrimitiveList") {
    merged[key] = value.filter((it) => !listOf(list).some((other) => same(it, other)));
  } else if (name === "$setElementOrder" && patch[key] === undefined) {
    merged[key] = ordered(value, listOf(list), value, mergeKeyOf(fieldSchema(schema, key)));
  }
}

/** Elements in the order that the patch names; the others keep their place before what they stood before. */
function ordered(
  items: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  key: string | undefined,
): readonly Json[] {
  const of = (it: Json): Json | undefined => (key !== undefined && isObject(it) ? it[key] : it);
  const place = (it: Json | undefined, list: readonly Json[]): number =>
    it === undefined ? -1 : list.findIndex((other) => same(of(other), of(it)));
  const named = items
    .filter((it) => place(it, order) >= 0)
    .toSorted((a, b) => place(a, order) - place(b, order));
  const others = items.filter((it) => place(it, order) < 0);
  const out: Json[] = [];
  while (named.length > 0 || others.length > 0) {
    const isNamed =
      others.length === 0 ||
      (named.length > 0 && place(named[0], before) < place(others[0], before));
    const [next] = (isNamed ? named : others).splice(0, 1);
    if (next !== undefined) out.push(next);
  }
  return out;
}

/** A value of a patch without directives. */
function plain(value: JsonObject): JsonObject {
  const clean = (it: Json | undefined): Json | undefined =>
    isObject(it) ? plain(it) : Array.isArray(it) ? it.map((item) => clean(item) as Json) : it;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, it]) => !key.startsWith("$") && it !== null)
      .map(([key, it]) => [key, clean(it)]),
  );
}
