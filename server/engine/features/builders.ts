import { FLUX_KUSTOMIZE } from "../identity.ts";
import { memo } from "../memo.ts";
import { dirname } from "../path.ts";
import { appliersOf, isTakenUp, listersOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import type { View } from "../view.ts";

/**
 * Who builds a file: the kustomization files that list it, directly or through others, and the Flux Kustomizations
 * that apply one of their folders. Unlike `reachOf` it stops there: what builds those is another build.
 */
export interface Builders {
  readonly kustomizations: readonly Resource[];
  readonly appliers: readonly Resource[];
}

const known = memo((_: View) => new Map<string, Builders>());

/** Climbs once per view and file. Ends on cycles. */
export function buildersOf(path: string, view: View): Builders {
  const builders = known(view);
  let found = builders.get(path);
  if (!found) {
    found = climb(path, view);
    builders.set(path, found);
  }
  return found;
}

function climb(path: string, view: View): Builders {
  const kustomizations = new Set<Resource>();
  const appliers = new Set<Resource>();
  const seen = new Set<string>();
  const queue = [path];
  for (let it = queue.pop(); it !== undefined; it = queue.pop()) {
    if (seen.has(it)) continue;
    seen.add(it);
    for (const resource of listersOf(it, view)) {
      kustomizations.add(resource);
      queue.push(dirname(resource.path));
    }
    for (const flux of appliersOf(it, view)) appliers.add(flux);
    const folder = dirname(it);
    if (folder !== it && isTakenUp(it, folder, view)) queue.push(folder);
  }
  return { kustomizations: [...kustomizations], appliers: [...appliers] };
}

/**
 * The entry points that lead to a file: Flux Kustomizations that nothing but themselves applies. Usually one per
 * cluster. Empty where the workspace does not say.
 */
export function clustersOf(path: string, view: View): ReadonlySet<Resource> {
  const entries = new Set<Resource>();
  const seen = new Set<Resource>();
  const ascend = (from: string, applied: Resource | undefined) => {
    const others = buildersOf(from, view).appliers.filter((it) => it !== applied);
    if (others.length === 0 && applied) entries.add(applied);
    for (const flux of others) {
      if (seen.has(flux)) continue;
      seen.add(flux);
      ascend(flux.path, flux);
    }
  };
  ascend(path, undefined);
  return entries;
}

/** Is it a Flux Kustomization? */
export const isFluxKustomization = (it: Resource): boolean =>
  it.group === FLUX_KUSTOMIZE && it.kind === "Kustomization";
