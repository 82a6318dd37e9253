import { FLUX_HELM, FLUX_KUSTOMIZE } from "./identity.ts";
import { dirname } from "./path.ts";
import { listersOf, namespacesOf } from "./reach.ts";
import type { Resource } from "./resource.ts";
import { sourceRootsOf } from "./sources.ts";
import { standingOf } from "./standing.ts";
import type { View } from "./view.ts";

/**
 * Who may bring objects into the namespace of this one that stand in no file here: Helm releases installed there, and
 * Flux Kustomizations there whose folder is in another repository, or nobody knows where.
 */
export function bringersFor(resource: Resource, view: View): readonly Resource[] {
  const home = namespacesOf(resource, view);
  const isHere = (it: Resource): boolean => {
    const target = it.references.find(({ row }) => row.at === "spec.targetNamespace")?.text;
    const there = target === undefined ? namespacesOf(it, view) : new Set([target]);
    return home && there ? shares(home, there) : isBeside(it, resource, view);
  };
  const releases = view.ofKind(FLUX_HELM, "HelmRelease");
  const others = view.ofKind(FLUX_KUSTOMIZE, "Kustomization").filter((it) => isAway(it, view));
  return [...releases, ...others].filter((it) => standingOf(it, view) === "object" && isHere(it));
}

const shares = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].some((it) => b.has(it));

/** Does it apply something that is not in this workspace? */
function isAway(flux: Resource, view: View): boolean {
  const { roots } = sourceRootsOf(view, flux);
  return roots.length === 0 && flux.references.some(({ row }) => row.at === "spec.sourceRef");
}

/** In one folder, or listed by one kustomization: where namespaces are not known, that is what belongs together. */
export function isBeside(a: Resource, b: Resource, view: View): boolean {
  if (dirname(a.path) === dirname(b.path)) return true;
  const listers = listersOf(b.path, view);
  return listersOf(a.path, view).some((it) => listers.includes(it));
}
