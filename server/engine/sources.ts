import { FLUX_KUSTOMIZE, FLUX_SOURCE } from "./identity.ts";
import { at, textOf } from "./node.ts";
import { basename, dirname, isInside, join } from "./path.ts";
import { type Resource, treeOf } from "./resource.ts";
import type { View } from "./view.ts";

/**
 * Which folder of the workspace holds the files of the source that a Flux Kustomization names (flux.md §6.3, §6.4).
 * `certain`: said by a setting, proved by bootstrap's own files, or the URL is that of the checkout.
 */
export interface SourceRoots {
  readonly roots: readonly string[];
  readonly certain: boolean;
}

/** Roots of the source; none when the workspace does not say. */
export function sourceRootsOf(view: View, flux: Resource): SourceRoots {
  const source = sourceOf(flux);
  if (!source) return { roots: [], certain: false };
  const said = view.settings.sources[`${source.kind}/${source.namespace ?? ""}/${source.name}`];
  if (said !== undefined) return { roots: [said], certain: true };
  const proved = view
    .withFact(`sync ${source.kind}|${source.name}`)
    .filter((it) => sourceOf(it)?.namespace === source.namespace || source.namespace === undefined)
    .flatMap(provedRoot);
  if (proved.length > 0) return { roots: [...new Set(proved)], certain: true };
  const sameUrl = rootsByUrl(view, source);
  if (sameUrl.length > 0) return { roots: sameUrl, certain: true };
  return { roots: [], certain: false };
}

/** May this folder be the root of the source? Anything may, unless we know better. */
export function mayBeRoot(view: View, flux: Resource, root: string): boolean {
  const { roots, certain } = sourceRootsOf(view, flux);
  return certain ? roots.includes(root) : true;
}

interface Source {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export function sourceOf(flux: Resource): Source | undefined {
  const root = treeOf(flux);
  const kind = textOf(at(root, ["spec", "sourceRef", "kind"]));
  const name = textOf(at(root, ["spec", "sourceRef", "name"]));
  if (kind === undefined || name === undefined) return undefined;
  return {
    kind,
    name,
    namespace: textOf(at(root, ["spec", "sourceRef", "namespace"])) ?? flux.namespace,
  };
}

/** Bootstrap writes gotk-sync.yaml below the very path that it states: that proves the root, whatever the URL. */
function provedRoot(sync: Resource): readonly string[] {
  if (sync.group !== FLUX_KUSTOMIZE) return [];
  const path = join("", textOf(at(treeOf(sync), ["spec", "path"])) ?? "");
  const home = dirname(dirname(sync.path));
  if (path === "") return [home];
  if (home === path) return [""];
  return home.endsWith(`/${path}`) ? [home.slice(0, -path.length - 1)] : [];
}

function rootsByUrl(view: View, source: Source): readonly string[] {
  const urls = view
    .named(FLUX_SOURCE, source.kind, source.name)
    .filter(
      (it) =>
        it.namespace === undefined ||
        source.namespace === undefined ||
        it.namespace === source.namespace,
    )
    .flatMap((it) => textOf(at(treeOf(it), ["spec", "url"])) ?? [])
    .map(normalUrl);
  return view.roots
    .filter((root) => root.remotes.some((it) => urls.includes(normalUrl(it))))
    .map((it) => it.path);
}

/** Two spellings of one repository become the same text: scheme, user, default port and `.git` fall away. */
export function normalUrl(url: string): string {
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/)(.*)$/.exec(url);
  const it =
    scp && !url.includes("://") ? `${scp[1]}/${scp[2]}` : url.replace(/^[a-z+]+:\/\//i, "");
  const bare = it
    .replace(/^[^@/]*@/, "")
    .replace(/:(22|443|80)\//, "/")
    .replace(/\.git\/?$/, "")
    .replace(/\/+$/, "");
  const slash = bare.indexOf("/");
  const host = (slash < 0 ? bare : bare.slice(0, slash))
    .toLowerCase()
    .replace(/^ssh\.github\.com$/, "github.com");
  const path = slash < 0 ? "" : bare.slice(slash);
  return /^(github\.com|gitlab\.com|bitbucket\.org)$/.test(host)
    ? host + path.toLowerCase()
    : host + path;
}

/** Is there a folder or file in the workspace that the path of a Flux Kustomization may mean? */
export function foldersOf(view: View, flux: Resource, path: string): readonly string[] {
  const { roots, certain } = sourceRootsOf(view, flux);
  const tried = certain ? roots : view.roots.map((it) => it.path);
  return tried
    .map((root) => join(root, path))
    .filter(
      (it) => view.folder(it).length > 0 && view.roots.some((root) => isInside(it, root.path)),
    );
}

/** The last part of a repository's address: by custom the name of its checkout. */
export const repositoryName = (url: string): string => basename(normalUrl(url));
