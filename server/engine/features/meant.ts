import { isOpen } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { buildersOf, clustersOf, namespacesOf } from "./builders.ts";

/**
 * The objects that a reference means. Several clusters in one repository hold objects of the same name, so where more
 * than one fits, those of the same cluster are meant; and where clusters are not known, those nearest by folder.
 */
export function objectsMeant({ resource, reference }: Referrer, view: View): readonly Resource[] {
  const resolution = resolve(view, resource, reference);
  if (resolution.type !== "objects") return [];
  return nearestOf(resolution.resources, resource.path, view);
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
    const shared = objects.filter((_, i) => intersects(own, byCluster[i]));
    if (shared.length > 0) return shared;
  }
  const depths = objects.map((it) => sharedFolders(it.path, from));
  const deepest = Math.max(...depths);
  return objects.filter((_, index) => depths[index] === deepest);
}

function intersects<T>(a: ReadonlySet<T>, b: ReadonlySet<T> | undefined): boolean {
  for (const it of a) if (b?.has(it)) return true;
  return false;
}

function sharedFolders(a: string, b: string): number {
  const left = a.split("/").slice(0, -1);
  const right = b.split("/").slice(0, -1);
  let count = 0;
  while (count < left.length && count < right.length && left[count] === right[count]) count++;
  return count;
}

/**
 * All resources that are the same object as this one: itself, the object that a patch patches, and what else declares
 * the same identity in the same cluster.
 */
export function sameObject(resource: Resource, view: View): readonly Resource[] {
  const objects = view
    .named(resource.group, resource.kind, resource.name)
    .filter((it) => it === resource || standingOf(it, view) === "object");
  if (standingOf(resource, view) === "patch") return patchedBy(resource, objects, view);
  return objects.filter((it) => it === resource || isSame(resource, it, view));
}

/** A patch belongs to an object of the kustomization that lists it. */
function patchedBy(patch: Resource, named: readonly Resource[], view: View): readonly Resource[] {
  const objects = named.filter((it) => it !== patch);
  const holders = new Set(view.listersOf(patch.path).map((it) => it.resource));
  return builtBy(objects, holders, view);
}

/** Those that one of the kustomizations builds; all, where none does, for a base may be elsewhere. */
export function builtBy(
  objects: readonly Resource[],
  holders: ReadonlySet<Resource>,
  view: View,
): readonly Resource[] {
  const built = objects.filter((it) => isBuiltBy(it, holders, view));
  return built.length > 0 ? built : objects;
}

export function isBuiltBy(object: Resource, holders: ReadonlySet<Resource>, view: View): boolean {
  const { kustomizations, appliers } = buildersOf(object.path, view);
  return [...kustomizations, ...appliers].some((it) => holders.has(it));
}

function isSame(a: Resource, b: Resource, view: View): boolean {
  if (!mayShareNamespace(a, b, view)) return false;
  return nearestOf([a, b], a.path, view).includes(b);
}

/** Could the two end up in one namespace? */
export function mayShareNamespace(a: Resource, b: Resource, view: View): boolean {
  const left = namespacesOf(a, view);
  const right = namespacesOf(b, view);
  return left === undefined || right === undefined || intersects(left, right);
}

/** Is the name text that some tool fills in? */
export const hasOpenName = (it: Resource): boolean => isOpen(it.name);
