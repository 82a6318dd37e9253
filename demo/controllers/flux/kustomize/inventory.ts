import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import type { Place } from "../../../apiserver/inside.ts";

/** `status.inventory` of a Kustomization: what it applied (flux.md §2.12). */
export interface Entry {
  readonly id: string;
  readonly v: string;
}

export const entriesIn = (status: JsonObject): readonly Entry[] =>
  listOf(field(status, "inventory", "entries"))
    .filter(isObject)
    .map(({ id, v }) => ({ id: stringOf(id), v: stringOf(v) }));

export const inventoryJson = (entries: readonly Entry[]): JsonObject => ({
  entries: entries.map((it) => ({ ...it })),
});

export function entryOf({ apiVersion, kind, namespace, name }: Place): Entry {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  return { id: `${namespace}_${name.replaceAll(":", "__")}_${group}_${kind}`, v: version };
}

/** Read from the right, because names may hold what separates the parts. */
export function placeOfEntry({ id, v }: Entry): Place {
  const parts = id.split("_");
  const kind = parts.pop() ?? "";
  const group = parts.pop() ?? "";
  const [namespace = "", ...rest] = parts;
  const apiVersion = group === "" ? v : `${group}/${v}`;
  return { apiVersion, kind, namespace, name: rest.join("_").replaceAll("__", ":") };
}

export const idOfPlace = ({ apiVersion, kind, namespace, name }: Place): string =>
  entryOf({ apiVersion, kind, namespace, name }).id;
