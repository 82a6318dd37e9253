import { isKustomizeFile } from "../identity.ts";
import { dirname, isInside } from "../path.ts";
import { namespacesOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { closestTo, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Bearer, includes, isMade, isSameBearer, namesMadeBy, ownName } from "./bearer.ts";
import { buildersOf, clustersOf } from "./builders.ts";

/**
 * The objects that a reference means. Several clusters in one repository hold objects of the same name, so where more
 * than one fits, those of the same cluster are meant; and where clusters are not known, those nearest by folder.
 */
export function bearersMeant({ resource, reference }: Referrer, view: View): readonly Bearer[] {
  const resolution = resolve(view, resource, reference);
  if (resolution.type === "objects") {
    return nearestOf(resolution.resources, resource.path, view).map(ownName);
  }
  if (resolution.type !== "made") return [];
  const { group, kind, row, text, holder = "" } = reference;
  const name = row.target.type === "key" ? holder : text;
  const by = makersFor(resolution.by, resource.path, view);
  return by.flatMap(namesMadeBy).filter((it) => {
    return it.group === group && it.kind === kind && it.name === name;
  });
}

/** A generator works for the objects of its own build; many apps have one of the same name. */
function makersFor(makers: readonly Resource[], path: string, view: View): readonly Resource[] {
  const { kustomizations } = buildersOf(path, view);
  const own = makers.filter((it) => kustomizations.includes(it));
  return own.length > 0 ? own : nearestOf(makers, path, view);
}

/** Those of several objects that somebody in the file `from` would mean. */
export function nearestOf(
  objects: readonly Resource[],
  from: string,
  view: View,
): readonly Resource[] {
  if (objects.length < 2) return objects;
  const own = clustersOf(from, view);
  const byCluster = objects.map((it) => clustersOf(it.path, view));
  if (own.size > 0 && byCluster.every((it) => it.size > 0)) {
    const shared = objects.filter((_, index) => intersects(own, byCluster[index]));
    if (shared.length > 0) return shared;
  }
  return closestTo(from, objects);
}

function intersects<T>(a: ReadonlySet<T>, b: ReadonlySet<T> | undefined): boolean {
  for (const it of a) if (b?.has(it)) return true;
  return false;
}

/**
 * All that is the same object as this one: itself, the object that a patch patches, and what else declares the same
 * identity in the same cluster.
 */
export function sameObject(bearer: Bearer, view: View): readonly Bearer[] {
  const { resource, group, kind, name } = bearer;
  if (isMade(bearer)) return sameMade(bearer, view);
  const objects = view
    .named(group, kind, name)
    .filter((it) => it === resource || standingOf(it, view) === "object");
  if (standingOf(resource, view) === "patch") {
    const holders = new Set(view.listersOf(resource.path).map((it) => it.resource));
    const others = objects.filter((it) => it !== resource);
    return builtBy(others, holders, view).map(ownName);
  }
  return objects.filter((it) => it === resource || mayMeet(resource, it, view)).map(ownName);
}

/** An overlay may add to what the generator of its base gives, under the same name (kustomize.md §9.5). */
function sameMade(bearer: Bearer, view: View): readonly Bearer[] {
  const { resource, group, kind, name } = bearer;
  const makers = view.withFact(`makes ${group}|${kind}|${name}`);
  const others = makers
    .flatMap(namesMadeBy)
    .filter((it) => it.kind === kind && it.group === group && it.name === name);
  return others.filter((it) => isSameBearer(it, bearer) || areStacked(it.resource, resource, view));
}

function areStacked(a: Resource, b: Resource, view: View): boolean {
  if (!isKustomizeFile(a) || !isKustomizeFile(b)) return false;
  const builds = (it: Resource, other: Resource) =>
    buildersOf(dirname(other.path), view).kustomizations.includes(it);
  return builds(a, b) || builds(b, a);
}

/** Those that one of the kustomizations builds; all, where none does, for a base may be elsewhere. */
export function builtBy(
  objects: readonly Resource[],
  holders: ReadonlySet<Resource>,
  view: View,
): readonly Resource[] {
  const built = objects.filter((it) => {
    const { kustomizations, appliers } = buildersOf(it.path, view);
    return [...kustomizations, ...appliers].some((builder) => holders.has(builder));
  });
  return built.length > 0 ? built : objects;
}

/** Could both be applied to one cluster? Where clusters are not known, one build or one folder says so. */
export function mayMeet(a: Resource, b: Resource, view: View): boolean {
  if (!mayShareNamespace(a, b, view)) return false;
  const left = clustersOf(a.path, view);
  const right = clustersOf(b.path, view);
  if (left.size > 0 && right.size > 0) return intersects(left, right);
  const builders = new Set(buildersOf(a.path, view).kustomizations);
  return (
    intersects(builders, new Set(buildersOf(b.path, view).kustomizations)) ||
    isInside(a.path, dirname(b.path)) ||
    isInside(b.path, dirname(a.path))
  );
}

/** Could the two end up in one namespace? */
function mayShareNamespace(a: Resource, b: Resource, view: View): boolean {
  const left = namespacesOf(a, view);
  const right = namespacesOf(b, view);
  return left === undefined || right === undefined || intersects(left, right);
}

/** Does a reference mean one of these? */
export const means = (referrer: Referrer, bearers: readonly Bearer[], view: View): boolean =>
  bearersMeant(referrer, view).some((it) => includes(bearers, it));
