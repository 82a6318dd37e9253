import { FLUX_KUSTOMIZE, KUSTOMIZATION_FILES, KUSTOMIZE } from "./identity.ts";
import { memo } from "./memo.ts";
import { at, get, itemsOf, mappingOf, resolved } from "./node.ts";
import { dirname, isInside, join, relative } from "./path.ts";
import { type Resource, treeOf } from "./resource.ts";
import { mayBeRoot } from "./sources.ts";
import type { View } from "./view.ts";

/**
 * Who applies a file: the kustomization files that list it, directly or through others, and the Flux Kustomizations
 * whose path is one of their folders. Until builds are known, what these may change is not judged.
 */
export interface Reach {
  readonly kustomizations: readonly Resource[];
  readonly fluxKustomizations: readonly Resource[];
  /** Some of them sets namespaces. */
  readonly setsNamespace: boolean;
  /** Some of them changes names by prefix or suffix. */
  readonly renames: boolean;
  /** Some of them patches what it applies. */
  readonly patches: boolean;
  /** Some of them replaces variables. */
  readonly substitutes: boolean;
}

/** Everything that leads to a file. Ends on cycles; asks only for the paths on the way. */
export function reachOf(path: string, view: View): Reach {
  const kustomizations = new Set<Resource>();
  const fluxKustomizations = new Set<Resource>();
  const seen = new Set<string>();
  const queue: string[] = [path];
  for (let it = queue.pop(); it !== undefined; it = queue.pop()) {
    if (seen.has(it)) continue;
    seen.add(it);
    for (const { resource, reference } of view.listersOf(it)) {
      const { target } = reference.row;
      if (resource.group !== KUSTOMIZE || target.type !== "path" || target.role !== "resource")
        continue;
      kustomizations.add(resource);
      queue.push(dirname(resource.path));
    }
    for (const flux of appliersOf(it, view)) {
      fluxKustomizations.add(flux);
      // What changes the Flux Kustomization itself, its parents, changes what it makes of its folder.
      queue.push(flux.path);
    }
    const folder = dirname(it);
    if (folder !== it && isTakenUp(it, folder, view)) queue.push(folder);
  }
  const traits = [...kustomizations, ...fluxKustomizations].map(traitsOf);
  return {
    kustomizations: [...kustomizations],
    fluxKustomizations: [...fluxKustomizations],
    setsNamespace: traits.some((it) => it.setsNamespace),
    renames: traits.some((it) => it.renames),
    patches: traits.some((it) => it.patches),
    substitutes: traits.some((it) => it.substitutes),
  };
}

/** Flux Kustomizations whose path is that folder, in whichever source it may lie. */
function appliersOf(folder: string, view: View): readonly Resource[] {
  const out: Resource[] = [];
  for (let root = folder; ; root = dirname(root)) {
    for (const { resource } of view.sourceListersOf(relative(root, folder))) {
      if (resource.group === FLUX_KUSTOMIZE && mayBeRoot(view, resource, root)) out.push(resource);
    }
    if (root === "" || !view.roots.some((it) => isInside(dirname(root), it.path))) return out;
  }
}

/** Without a kustomization file of its own, a folder is taken up whole, subfolders and all (flux.md §2.3). */
export function isTakenUp(_child: string, folder: string, view: View): boolean {
  if (!view.roots.some((it) => isInside(folder, it.path))) return false;
  return !KUSTOMIZATION_FILES.some((name) => view.exists(join(folder, name)));
}

interface Traits {
  readonly setsNamespace: boolean;
  readonly renames: boolean;
  readonly patches: boolean;
  readonly substitutes: boolean;
}

/** What a kustomization file or Flux Kustomization does to all that it applies. */
export const traitsOf: (resource: Resource) => Traits = memo((resource) => {
  const root = treeOf(resource);
  const fields = resource.group === KUSTOMIZE ? root : get(root, "spec");
  const has = (...keys: string[]) => keys.some((key) => isFilled(get(fields, key)));
  return {
    setsNamespace: has("namespace", "targetNamespace", "transformers"),
    renames: has("namePrefix", "nameSuffix", "transformers"),
    patches: has(
      "patches",
      "patchesStrategicMerge",
      "patchesJson6902",
      "components",
      "transformers",
      "replacements",
    ),
    substitutes: isFilled(at(fields, ["postBuild"])),
  };
});

function isFilled(node: ReturnType<typeof get>): boolean {
  const it = resolved(node);
  if (!it) return false;
  if (it.kind === "sequence") return itemsOf(it).length > 0;
  if (it.kind === "mapping") return (mappingOf(it)?.entries.length ?? 0) > 0;
  return it.value !== null && it.text !== "";
}
