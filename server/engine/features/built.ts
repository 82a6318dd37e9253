import { isKustomizeFile } from "../identity.ts";
import { extname, isInside, join } from "../path.ts";
import { type Resource, resourcesOf } from "../resource.ts";
import { isPatch } from "../standing.ts";
import { kustomizationFilesIn, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { type Bearer, namesMadeBy, ownName } from "./bearer.ts";

/**
 * The objects that a kustomization file or Flux Kustomization builds, as its files hold them: listed files, listed
 * folders, and folders taken up whole. Remote ones are not known.
 */
export function objectsBuiltBy(holder: Resource, view: View): readonly Bearer[] {
  const out: Bearer[] = [];
  const seen = new Set<string>();
  const take = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = view.file(path);
    if (!file) takeFolder(path);
    for (const { document } of file?.documents ?? []) {
      for (const resource of resourcesOf(document, path)) {
        if (isKustomizeFile(resource)) follow(resource);
        else out.push(ownName(resource));
      }
    }
  };
  const takeFolder = (folder: string): void => {
    const [kustomization] = kustomizationFilesIn(view, folder);
    const paths = kustomization === undefined ? looseFilesIn(folder, view) : [kustomization];
    for (const path of paths) if (!isPatch(path, view)) take(path);
  };
  const follow = (kustomization: Resource): void => {
    if (isKustomizeFile(kustomization)) out.push(...namesMadeBy(kustomization));
    for (const reference of kustomization.references) {
      const { target } = reference.row;
      if (target.type !== "path" || target.role !== "resource") continue;
      const resolution = resolve(view, kustomization, reference);
      if (resolution.type === "paths") resolution.paths.forEach(take);
    }
  };
  follow(holder);
  return out;
}

/** What Flux takes up of a folder without a kustomization file: all YAML, and subfolders that have one as a whole. */
function looseFilesIn(folder: string, view: View): readonly string[] {
  if (!view.roots.some((it) => isInside(folder, it.path))) return [];
  return view.folder(folder).flatMap((name) => {
    const path = join(folder, name);
    if (view.exists(path)) return [".yaml", ".yml"].includes(extname(path)) ? [path] : [];
    return kustomizationFilesIn(view, path).length > 0 ? [path] : looseFilesIn(path, view);
  });
}
