import { isObject, type Json, type JsonObject } from "../../canary/json.ts";
import { memo } from "../../memo.ts";
import { jsonOf } from "../../node.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";

/** A resource as JSON, read once for all rules that look at it in one check; `{}` where it is no mapping. */
export function objectOf(resource: Resource, view: View): JsonObject {
  const known = objects(view);
  let found = known.get(resource);
  if (!found) {
    const json = jsonOf(treeOf(resource)) as Json;
    found = isObject(json) ? json : {};
    known.set(resource, found);
  }
  return found;
}

const objects = memo((_: View) => new WeakMap<Resource, JsonObject>());
