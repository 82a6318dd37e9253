import { isKustomizationFile } from "./identity.ts";
import { dirname } from "./path.ts";
import { appliersOf, isTakenUp, listersOf, traitsOf } from "./reach.ts";
import type { Resource } from "./resource.ts";
import { sourceRootsOf } from "./sources.ts";
import type { View } from "./view.ts";

/**
 * The builds that take up a file just as it is: kustomization files that list it, directly or through others that
 * change neither names nor namespaces, and Flux Kustomizations that take up its folder whole.
 * Two objects of one identity in one of these cannot be built.
 */
export const plainBuildsOf = (path: string, view: View): ReadonlySet<Resource> =>
  view.derived(`plain builds ${path}`, (it) => findPlainBuilds(path, it));

function findPlainBuilds(path: string, view: View): ReadonlySet<Resource> {
  const builds = new Set<Resource>();
  const seen = new Set<string>();
  const queue: string[] = [path];
  for (let it = queue.pop(); it !== undefined; it = queue.pop()) {
    if (seen.has(it)) continue;
    seen.add(it);
    for (const kustomization of listersOf(it, view)) {
      builds.add(kustomization);
      const { namespace, renames, patches } = traitsOf(kustomization);
      // Patches may delete one of two, or rename it.
      if (namespace === undefined && !renames && !patches) queue.push(dirname(kustomization.path));
    }
    for (const flux of appliersOf(it, view)) {
      // Where its source is not known, the folder may be somebody else's.
      if (sourceRootsOf(view, flux).certain) builds.add(flux);
    }
    const folder = dirname(it);
    if (folder !== it && (isKustomizationFile(it) || isTakenUp(it, folder, view))) {
      queue.push(folder);
    }
  }
  return builds;
}
