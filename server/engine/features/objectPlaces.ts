import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { placeOfName } from "../place.ts";
import type { RenderingName } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import type { Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { lineOf } from "./lineOf.ts";

/** A place where an object is written, and the builds that make it from there. */
export interface WrittenObject {
  readonly place: Place;
  /** `apps/base/web.yaml:3` */
  readonly label: string;
  readonly renderings: readonly RenderingName[];
}

/**
 * Where an object of a cluster is written: where the builds that give it begin, or else in files that
 * no build takes up.
 */
export function objectPlaces(
  workspace: Workspace,
  identity: ObjectIdentity,
): readonly WrittenObject[] {
  const view = viewOf(workspace);
  const { group, kind, name, namespace } = identity;
  const built = view
    .builtNamed(group, kind, name)
    .filter((it) => (it.namespace ?? "") === (namespace ?? ""));
  if (built.length > 0) return together(view, built);
  const written = view
    .named(group, kind, name)
    .filter((it) => it.namespace === namespace || isOpen(it, view));
  return together(view, written);
}

/** Nothing says in which namespace it ends. */
const isOpen = (it: Resource, view: View): boolean =>
  it.namespace === undefined && view.builtFrom(it).length === 0;

function together(view: View, resources: readonly Resource[]): readonly WrittenObject[] {
  const found = new Map<string, WrittenObject>();
  for (const resource of resources) {
    const { text: label, place } = lineOf(view, startOf(resource));
    if (!place) continue;
    const key = `${place.path} ${place.span.start}`;
    const renderings = resource.built ? [resource.built.rendering] : [];
    const known = found.get(key);
    found.set(key, {
      place,
      label,
      renderings: [...(known?.renderings ?? []), ...renderings],
    });
  }
  return [...found.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** A name that a patch gave it leads to the patch, which is not where the object is written. */
function startOf(resource: Resource) {
  const named = placeOfName(resource);
  if (named.document === resource.document) return named;
  const { path, document } = resource;
  return { path, document, span: { start: 0, end: 0 } };
}
