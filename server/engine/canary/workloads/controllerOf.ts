import { field, type JsonObject, listOf, stringOf } from "../json.ts";

/** The name of the Canary that controls an object. */
export function controllerOf(object: JsonObject): string | undefined {
  const owner = listOf(field(object, "metadata", "ownerReferences")).find(
    (it) => field(it, "controller") === true,
  );
  return field(owner, "kind") === "Canary" ? stringOf(field(owner, "name")) : undefined;
}
