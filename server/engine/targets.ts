import { KUSTOMIZATION_FILES } from "./identity.ts";
import { dirname, join } from "./path.ts";
import { reachOf } from "./reach.ts";
import { isOpen, type Reference } from "./references/read.ts";
import type { Resource } from "./resource.ts";
import { foldersOf } from "./sources.ts";
import { standingOf } from "./standing.ts";
import type { View } from "./view.ts";

/**
 * What a reference leads to. `held`: it cannot be known before builds are (a variable, a namespace that an overlay
 * sets); `elsewhere`: the name exists, but surely in another namespace; `missing`: nothing has that name.
 */
export type Resolution =
  | { readonly type: "objects"; readonly resources: readonly Resource[] }
  | { readonly type: "paths"; readonly paths: readonly string[] }
  | { readonly type: "elsewhere"; readonly resources: readonly Resource[] }
  | { readonly type: "held" }
  | { readonly type: "missing" };

/** Follows a reference as far as files alone allow. */
export function resolve(view: View, from: Resource, reference: Reference): Resolution {
  const { target } = reference.row;
  if (target.type === "path") return resolvePath(view, from, reference);
  if (target.type === "key") return { type: "held" };
  return resolveObject(view, from, reference);
}

function resolveObject(view: View, from: Resource, reference: Reference): Resolution {
  const candidates = view
    .named(reference.group, reference.kind, reference.text)
    .filter((it) => standingOf(it, view) === "object");
  if (candidates.length === 0) return reference.open ? { type: "held" } : absent(view, reference);
  const wanted = wantedNamespace(view, from, reference);
  if (wanted === "any") return { type: "objects", resources: candidates };
  const exact = candidates.filter((it) => it.namespace === wanted);
  if (exact.length > 0) return { type: "objects", resources: exact };
  const movable = candidates.filter(
    (it) =>
      it.namespace === undefined || isOpen(it.namespace) || reachOf(it.path, view).setsNamespace,
  );
  if (movable.length > 0) return { type: "objects", resources: movable };
  return { type: "elsewhere", resources: candidates };
}

/** The namespace that a reference surely means, or `any` where that is not known. */
function wantedNamespace(
  view: View,
  from: Resource,
  reference: Reference,
): string | undefined | "any" {
  const { target } = reference.row;
  if (target.type !== "object" || target.defaultNamespace === "cluster") return "any";
  if (reference.namespace !== undefined)
    return isOpen(reference.namespace) ? "any" : reference.namespace;
  if (target.defaultNamespace === "explicit" || from.namespace === undefined) return "any";
  if (isOpen(from.namespace) || reachOf(from.path, view).setsNamespace) return "any";
  return from.namespace;
}

/** No object is written with that name; yet a prefix, a suffix or a variable may give it to one. */
function absent(view: View, reference: Reference): Resolution {
  const made = view
    .ofKind(reference.group, reference.kind)
    .some(
      (it) =>
        (isOpen(it.name) && fits(it.name, reference.text)) || isRenamed(view, it, reference.text),
    );
  return { type: made ? "held" : "missing" };
}

function isRenamed(view: View, it: Resource, name: string): boolean {
  return (
    it.name !== "" && name !== it.name && name.includes(it.name) && reachOf(it.path, view).renames
  );
}

/** Could a name with variables in it become that one? */
function fits(pattern: string, name: string): boolean {
  const parts = pattern.split(/\$\{[^}]*\}+|\{\{.*?\}\}|<<.*?>>|#\{.*?\}#/);
  const literal = parts.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(name);
}

function resolvePath(view: View, from: Resource, reference: Reference): Resolution {
  if (reference.open || isRemote(reference.text)) return { type: "held" };
  const { target } = reference.row;
  if (target.type !== "path") return { type: "missing" };
  if (target.base === "source") {
    const paths = foldersOf(view, from, reference.text);
    return paths.length > 0 ? { type: "paths", paths } : { type: "missing" };
  }
  const path = join(dirname(from.path), reference.text);
  const isThere = view.exists(path) || view.folder(path).length > 0;
  return isThere ? { type: "paths", paths: [path] } : { type: "missing" };
}

/** Does a kustomize entry name something that is fetched? kustomize.md §4.4. */
export const isRemote = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  /^(git@|github\.com[/:]|gitlab\.com[/:]|bitbucket\.org[/:])/.test(text) ||
  text.includes("?ref=") ||
  /^[\w.-]+\.[a-z]{2,}\/.+\/\/.+/.test(text);

/** The kustomization file of a folder; several when it wrongly has more than one. */
export const kustomizationFilesIn = (view: View, folder: string): readonly string[] =>
  KUSTOMIZATION_FILES.map((name) => join(folder, name)).filter((it) => view.exists(it));
