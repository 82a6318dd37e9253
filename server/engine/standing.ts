import { dirname, join } from "./path.ts";
import type { Resource } from "./resource.ts";
import type { View } from "./view.ts";

/**
 * What a resource is to the cluster. `object`: applied as it is, or after overlays. `patch`: a piece that some
 * kustomization merges into another object. `template`: text that another tool fills in first.
 */
export type Standing = "object" | "patch" | "template";

export function standingOf(resource: Resource, view: View): Standing {
  if (isTemplate(resource.path, view)) return "template";
  return isPatch(resource.path, view) ? "patch" : "object";
}

/** Is the file named under `patches` and its like, and nowhere as a resource? */
export function isPatch(path: string, view: View): boolean {
  const roles = view
    .listersOf(path)
    .map(({ reference }) =>
      reference.row.target.type === "path" ? reference.row.target.role : "data",
    );
  return roles.includes("patch") && !roles.includes("resource");
}

/** Does the file lie in the `templates` folder of a Helm chart? */
export function isTemplate(path: string, view: View): boolean {
  for (let folder = dirname(path); folder !== "" && folder !== dirname(folder); ) {
    const parent = dirname(folder);
    if (folder.endsWith("/templates") || folder === "templates") {
      if (view.exists(join(parent, "Chart.yaml"))) return true;
    }
    folder = parent;
  }
  return false;
}
