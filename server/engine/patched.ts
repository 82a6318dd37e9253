import { get, itemsOf } from "./node.ts";
import { dirname, join } from "./path.ts";
import { kustomizationsIn, patchTexts, reachOf, traitsOf } from "./reach.ts";
import { type Resource, treeOf } from "./resource.ts";
import { foldersOf } from "./sources.ts";
import type { View } from "./view.ts";

/**
 * May something on the way to the cluster change one of these fields of what lies in a file? Until builds are known,
 * a parent may when its patches speak of a field of that name, or when what it does cannot be read.
 */
export function mayBePatched(resource: Resource, view: View, fields: readonly string[]): boolean {
  const { patches, kustomizations, fluxKustomizations } = reachOf(resource, view);
  if (!patches) return false;
  return [...kustomizations, ...fluxKustomizations].some((it) => patchesAny(it, view, fields, 0));
}

function patchesAny(
  resource: Resource,
  view: View,
  fields: readonly string[],
  depth: number,
): boolean {
  if (!traitsOf(resource).patches) return false;
  const texts = patchTexts(resource, view);
  if (texts.some((text) => fields.some((field) => text.includes(field)))) return true;
  if (itemsOf(get(treeOf(resource), "transformers")).length > 0) return true;
  return resource.references.some(({ row, text, base }) => {
    if (row.target.type !== "path" || row.target.to !== "component") return false;
    const folder = join(dirname(resource.path), text);
    const folders = base === undefined ? [folder] : foldersOf(view, resource, `${base}/${text}`);
    const files = folders.flatMap((it) => kustomizationsIn(it, view));
    // A Component that is fetched from elsewhere may do anything.
    return files.length === 0 || depth > 10
      ? true
      : files.some((it) => patchesAny(it, view, fields, depth + 1));
  });
}
