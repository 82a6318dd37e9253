import { FLUX_KUSTOMIZE, KUSTOMIZE } from "../identity.ts";
import { at, textOf } from "../node.ts";
import { dirname, isInside, relative } from "../path.ts";
import { isTakenUp } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { foldersOf } from "../sources.ts";
import type { View } from "../view.ts";

/**
 * Who builds a file: the kustomization files that list it, directly or through others, and the Flux Kustomizations
 * that apply one of their folders. Unlike `reachOf` it stops there: what builds those is another build.
 */
export interface Builders {
  readonly kustomizations: readonly Resource[];
  readonly appliers: readonly Resource[];
  /** Namespaces that these may give to an object without one of its own; `undefined` for "none sets any". */
  readonly namespaces: ReadonlySet<string | undefined>;
}

/** Ends on cycles. */
export function buildersOf(path: string, view: View): Builders {
  const kustomizations = new Set<Resource>();
  const appliers = new Set<Resource>();
  const namespaces = new Set<string | undefined>();
  const seen = new Set<string>();

  /** Does anything build what lies here? `loose`: only as a part of a folder that is taken up whole. */
  const climb = (it: string, namespace: string | undefined, loose: boolean): boolean => {
    const state = `${namespace ?? ""} ${it}`;
    if (seen.has(state)) return true;
    seen.add(state);
    let isBuilt = false;
    for (const resource of kustomizationsListing(it, view)) {
      kustomizations.add(resource);
      isBuilt = true;
      climb(dirname(resource.path), namespaceSetBy(resource) ?? namespace, false);
    }
    for (const flux of appliersOf(it, view)) {
      appliers.add(flux);
      isBuilt = true;
      namespaces.add(namespaceSetBy(flux) ?? namespace);
    }
    const folder = dirname(it);
    if (folder !== it && isTakenUp(it, folder, view))
      isBuilt = climb(folder, namespace, true) || isBuilt;
    if (!isBuilt && !loose) namespaces.add(namespace);
    return isBuilt;
  };
  climb(path, undefined, false);
  return { kustomizations: [...kustomizations], appliers: [...appliers], namespaces };
}

const kustomizationsListing = (path: string, view: View): readonly Resource[] =>
  view
    .listersOf(path)
    .filter(({ resource, reference: { row } }) => {
      const isResource = row.target.type === "path" && row.target.role === "resource";
      return resource.group === KUSTOMIZE && isResource;
    })
    .map(({ resource }) => resource);

/** Flux Kustomizations whose path is that folder. */
function appliersOf(folder: string, view: View): readonly Resource[] {
  const out: Resource[] = [];
  for (let root = folder; ; root = dirname(root)) {
    for (const { resource, reference } of view.sourceListersOf(relative(root, folder))) {
      if (!isFluxKustomization(resource)) continue;
      if (foldersOf(view, resource, reference.text).includes(folder)) out.push(resource);
    }
    if (root === dirname(root) || !view.roots.some((it) => isInside(dirname(root), it.path))) {
      return out;
    }
  }
}

function namespaceSetBy(resource: Resource): string | undefined {
  const path = resource.group === KUSTOMIZE ? ["namespace"] : ["spec", "targetNamespace"];
  return textOf(at(treeOf(resource), path)) || undefined;
}

/**
 * The namespaces that an object may end up in, as far as files tell; `undefined` when they do not: none is set,
 * or it holds a variable.
 */
export function namespacesOf(resource: Resource, view: View): ReadonlySet<string> | undefined {
  const out = new Set<string>();
  for (const set of buildersOf(resource.path, view).namespaces) {
    const namespace = set ?? resource.namespace;
    if (namespace === undefined || isOpen(namespace)) return undefined;
    out.add(namespace);
  }
  return out;
}

/**
 * The entry points that lead to a file: Flux Kustomizations that nothing but themselves applies. Usually one per
 * cluster. Empty where the workspace does not say.
 */
export function clustersOf(path: string, view: View): ReadonlySet<Resource> {
  const entries = new Set<Resource>();
  const seen = new Set<Resource>();
  const climb = (from: string, applied: Resource | undefined) => {
    const others = buildersOf(from, view).appliers.filter((it) => it !== applied);
    if (others.length === 0 && applied) entries.add(applied);
    for (const flux of others) {
      if (seen.has(flux)) continue;
      seen.add(flux);
      climb(flux.path, flux);
    }
  };
  climb(path, undefined);
  return entries;
}

/** Is it a Flux Kustomization? */
export const isFluxKustomization = (it: Resource): boolean =>
  it.group === FLUX_KUSTOMIZE && it.kind === "Kustomization";
