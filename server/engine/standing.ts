import { isKustomizeFile } from "./identity.ts";
import { dirname, join } from "./path.ts";
import type { Resource } from "./resource.ts";
import type { View } from "./view.ts";

/**
 * What a resource is to the cluster. `object`: applied as it is, or after overlays. `patch`: a piece that some
 * kustomization merges into another object. `template`: text that another tool fills in, or reads, first.
 */
export type Standing = "object" | "patch" | "template";

export function standingOf(resource: Resource, view: View): Standing {
  if (isTemplate(resource.path, view) || isMarked(resource)) return "template";
  const roles = rolesOf(resource.path, view);
  if (roles.size === 0 || roles.has("resource")) return "object";
  if (roles.has("patch")) return "patch";
  // What generators and transformers read is data to them, whatever it looks like.
  return isKustomizeFile(resource) ? "object" : "template";
}

/** Is the file named under `patches` and its like, and nowhere as a resource? */
export function isPatch(path: string, view: View): boolean {
  const roles = rolesOf(path, view);
  return roles.has("patch") && !roles.has("resource");
}

/** For what kustomizations name the file. */
function rolesOf(path: string, view: View): ReadonlySet<string> {
  const listers = view.listersOf(path);
  if (listers.length === 0) return none;
  return new Set(
    listers.map(({ reference: { row } }) => (row.target.type === "path" ? row.target.role : "")),
  );
}

const none: ReadonlySet<string> = new Set();

/** Does the file lie in the `templates` folder of a Helm chart? */
export function isTemplate(path: string, view: View): boolean {
  if (!path.includes("templates/")) return false;
  for (let folder = dirname(path); folder !== "" && folder !== dirname(folder); ) {
    const parent = dirname(folder);
    if (folder.endsWith("/templates") || folder === "templates") {
      if (view.exists(join(parent, "Chart.yaml"))) return true;
    }
    folder = parent;
  }
  return false;
}

/** Statements of Jinja and makejinja on lines of their own: the document is not yet what will be applied. */
const isMarked = ({ document: { text } }: Resource): boolean =>
  (text.includes("{%") || text.includes("#%")) && /^\s*(#%|\{%)/m.test(text);
