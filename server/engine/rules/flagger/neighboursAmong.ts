import { isBeside } from "../../brought.ts";
import { isLeftOut, namespacesOf } from "../../reach.ts";
import { isOpen } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";

/**
 * Of objects written in files, as the view finds them: what becomes of those that surely end up in the same cluster and
 * namespace as this resource, itself left out; one for each name. Where no build takes it up, those that lie beside it.
 */
export function neighboursAmong(
  resource: Resource,
  candidates: readonly Resource[],
  view: View,
): readonly Resource[] {
  if (candidates.length === 0) return [];
  const [home, ...others] = namespacesOf(resource, view) ?? [];
  if (home === undefined || others.length > 0) return [];
  return sharersAmong(resource, candidates, view).filter((it) => {
    const there = namespacesOf(it, view);
    return there?.size === 1 && there.has(home);
  });
}

/** As `neighboursAmong`, in whichever namespace. */
export function sharersAmong(
  resource: Resource,
  candidates: readonly Resource[],
  view: View,
): readonly Resource[] {
  const found = new Map<string, Resource>();
  for (const it of candidates.flatMap((each) => becoming(each, view))) {
    if (isOpen(it.name) || isSame(it, resource) || !isTogether(it, resource, view)) continue;
    found.set(`${it.kind} ${it.namespace ?? ""}/${it.name}`, it);
  }
  return [...found.values()];
}

/** What builds make of it; itself where none takes it up. */
function becoming(it: Resource, view: View): readonly Resource[] {
  if (it.name === "" || standingOf(it, view) !== "object") return [];
  const built = view.builtFrom(it);
  if (built.length > 0) return built;
  return isLeftOut(it, view) ? [] : [it];
}

const isSame = (a: Resource, b: Resource): boolean =>
  a.name === b.name && a.namespace === b.namespace && a.kind === b.kind && a.group === b.group;

/** Overlays of one base that no cluster leads to are alternatives to one another. */
function isTogether(a: Resource, b: Resource, view: View): boolean {
  if (!a.built || !b.built) return !a.built && !b.built && isBeside(a, b, view);
  const [left, right] = [a.built.rendering, b.built.rendering];
  return left.id === right.id || (left.cluster !== undefined && left.cluster === right.cluster);
}
