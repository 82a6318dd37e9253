import { namespacesOf } from "../../reach.ts";
import type { Resource } from "../../resource.ts";
import { writtenOf } from "../../targets.ts";
import type { View } from "../../view.ts";
import { neighboursAmong } from "./neighboursAmong.ts";

/** The object of that name which surely ends up in the same cluster and namespace as this resource. */
export function neighbourNamed(
  resource: Resource,
  group: string,
  kind: string,
  name: string,
  view: View,
): Resource | undefined {
  if (namespacesOf(resource, view)?.size !== 1) return undefined;
  const written = resource.built
    ? view.builtNamed(group, kind, name).flatMap((it) => writtenOf(it) ?? [])
    : view.named(group, kind, name);
  return neighboursAmong(resource, [...new Set(written)], view).find((it) => it.name === name);
}
