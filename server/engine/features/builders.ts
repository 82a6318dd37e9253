import { FLUX_KUSTOMIZE, KUSTOMIZE } from "../identity.ts";
import { at, textOf } from "../node.ts";
import { dirname } from "../path.ts";
import { appliersOf, isTakenUp } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
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

  const climb = (it: string, namespace: string | undefined) => {
    const state = `${namespace ?? ""} ${it}`;
    if (seen.has(state) || seen.size > 10_000) return;
    seen.add(state);
    let isTop = true;
    for (const { resource, reference } of view.listersOf(it)) {
      const { target } = reference.row;
      if (resource.group !== KUSTOMIZE || target.type !== "path" || target.role !== "resource") {
        continue;
      }
      kustomizations.add(resource);
      isTop = false;
      climb(dirname(resource.path), namespaceSetBy(resource) ?? namespace);
    }
    for (const flux of appliersOf(it, view)) {
      appliers.add(flux);
      isTop = false;
      namespaces.add(namespaceSetBy(flux) ?? namespace);
    }
    const folder = dirname(it);
    if (folder !== it && isTakenUp(it, folder, view)) {
      isTop = false;
      climb(folder, namespace);
    }
    if (isTop) namespaces.add(namespace);
  };
  climb(path, undefined);
  return { kustomizations: [...kustomizations], appliers: [...appliers], namespaces };
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
