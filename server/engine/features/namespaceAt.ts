import { isKustomizeFile } from "../identity.ts";
import type { Location } from "../locate.ts";
import { at, samePath, textOf } from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Resource } from "../resource.ts";
import type { View } from "../view.ts";

/** The Namespace objects that the word under the cursor names: an object's own namespace, or that of a reference. */
export function namespaceAt(location: Location, view: View): readonly Resource[] {
  const { resource, resourcePath, on, document, path } = location;
  if (!resource || on !== "value" || !isNamespaceField(resource, location)) return [];
  const name = textOf(at(parsed(document).root, path));
  if (!name || resourcePath.length === 0) return [];
  return view.named("", "Namespace", name);
}

function isNamespaceField(resource: Resource, { resourcePath }: Location): boolean {
  if (resourcePath.at(-1) !== "namespace") return false;
  if (isKustomizeFile(resource)) return samePath(resourcePath, ["namespace"]);
  if (samePath(resourcePath, ["metadata", "namespace"])) return true;
  const parent = resourcePath.slice(0, -1);
  return resource.references.some((it) => samePath(it.path.slice(0, -1), parent));
}
