import { FLUX_SOURCE } from "./identity.ts";
import { at, itemsOf, textOf } from "./node.ts";
import { basename, dirname, isInside, join } from "./path.ts";
import { isOpen, type Reference } from "./references/read.ts";
import { type Resource, treeOf } from "./resource.ts";
import { saidStandIn } from "./standIns.ts";
import { normalUrl } from "./url.ts";
import type { View } from "./view.ts";

/**
 * Which folders of the workspace hold the files of a source (flux.md §6.3, §6.4).
 * `certain`: said by a setting, proved by bootstrap's own files, or by the URL of the checkout; with no roots it is
 * certain that the files are elsewhere. Not certain and without roots: nobody knows.
 */
export interface SourceRoots {
  readonly roots: readonly string[];
  readonly certain: boolean;
}

/** A source as a Flux object names it. */
export interface SourceName {
  readonly kind: string;
  readonly name: string;
  /** `undefined` where that of the object applies, and that is not written either. */
  readonly namespace: string | undefined;
}

const unknown: SourceRoots = { roots: [], certain: false };

/** Roots of the source that the object names at `sourceAt`. */
export function sourceRootsOf(
  view: View,
  flux: Resource,
  sourceAt = "spec.sourceRef",
): SourceRoots {
  const source = sourceOf(flux, sourceAt);
  if (!source || isOpen(source.name)) return unknown;
  const said = view.settings.sources[`${source.kind}/${source.namespace ?? ""}/${source.name}`];
  if (said !== undefined) return { roots: [said], certain: true };
  if (source.kind !== "GitRepository") return unknown;
  const key = `roots ${source.kind}/${source.namespace ?? ""}/${source.name} ${flux.path}`;
  return view.derived(key, (it) => findRoots(it, flux, source));
}

function findRoots(view: View, flux: Resource, source: SourceName): SourceRoots {
  const synced = nearestTo(flux, bootstrapRoots(view, source));
  if (synced.length > 0) return { roots: synced, certain: isFollowed(view, source) };
  return rootsByUrl(view, flux, source);
}

/** May this folder be the root of the source? Anything may, unless we know better. */
export function mayBeRoot(view: View, flux: Resource, root: string): boolean {
  const { roots, certain } = sourceRootsOf(view, flux);
  return roots.length > 0 ? roots.includes(root) : !certain;
}

/** The source that a Flux object names; `undefined` where a parent may add it. */
export function sourceOf(flux: Resource, sourceAt = "spec.sourceRef"): SourceName | undefined {
  const reference = flux.references.find((it) => it.row.at === sourceAt);
  if (!reference) return undefined;
  const { kind, text } = reference;
  return { kind, name: text, namespace: reference.namespace ?? flux.namespace };
}

/** Bootstrap writes gotk-sync.yaml below the very path that it states: that proves the root, whatever the URL. */
function bootstrapRoots(view: View, source: SourceName): readonly string[] {
  const syncs = view.withFact(`sync ${source.kind}|${source.name}`);
  return syncs.filter((it) => sameNamespace(sourceOf(it), source)).flatMap(provedRoot);
}

const sameNamespace = (
  a: { readonly namespace: string | undefined } | undefined,
  b: { readonly namespace: string | undefined },
): boolean =>
  a?.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;

function provedRoot(sync: Resource): readonly string[] {
  const path = sync.references.find((it) => it.row.at === "spec.path")?.text ?? "";
  return rootAbove(dirname(dirname(sync.path)), path);
}

/** The folder of which `home` is the sub-folder `path`. */
function rootAbove(home: string, path: string): readonly string[] {
  const inside = sourcePath(path);
  if (inside === "") return [home];
  if (home === inside) return [""];
  return home.endsWith(`/${inside}`) ? [home.slice(0, -inside.length - 1)] : [];
}

/** Where several repositories are open, each with a source of that name, the object means that of its own. */
function nearestTo(flux: Resource, roots: readonly string[]): readonly string[] {
  const all = [...new Set(roots)].sort();
  const around = all.filter((it) => isInside(flux.path, it)).sort((a, b) => b.length - a.length);
  return around.length > 0 ? around.slice(0, 1) : all;
}

/** Does the source follow a branch? A tag or commit may hold other files than the checkout. */
function isFollowed(view: View, source: SourceName): boolean {
  return objectsOf(view, source).every((it) => {
    const ref = at(treeOf(it), ["spec", "ref"]);
    return ["tag", "semver", "commit", "name"].every((key) => textOf(at(ref, [key])) === undefined);
  });
}

const objectsOf = (view: View, source: SourceName): readonly Resource[] =>
  view.named(FLUX_SOURCE, source.kind, source.name).filter((it) => sameNamespace(it, source));

function rootsByUrl(view: View, flux: Resource, source: SourceName): SourceRoots {
  const urls = urlsOf(view, source);
  if (urls.length === 0) return instanceRoots(view, flux, source);
  const checkouts = view.roots
    .filter((root) => root.remotes.some((it) => urls.includes(normalUrl(it))))
    .map((it) => it.path);
  if (checkouts.length > 0) return { roots: checkouts, certain: isFollowed(view, source) };
  const said = urls.flatMap((it) => saidStandIn(view.settings, it) ?? []);
  if (said.length > 0) return { roots: said, certain: isFollowed(view, source) };
  const proved = provedSources(view);
  const same = proved.filter((it) => it.urls.some((url) => urls.includes(url)));
  if (same.length > 0) {
    const roots = nearestTo(
      flux,
      same.map((it) => it.root),
    );
    return { roots, certain: isFollowed(view, source) };
  }
  const siblings = siblingRoots(view, urls, proved);
  if (siblings.length > 0) return { roots: siblings, certain: false };
  // This checkout is known to be another repository.
  return { roots: [], certain: proved.some((it) => isInside(flux.path, it.root)) };
}

const urlsOf = (view: View, source: SourceName): readonly string[] =>
  objectsOf(view, source).flatMap(urlOf);

function urlOf(source: Resource): readonly string[] {
  const url = textOf(at(treeOf(source), ["spec", "url"]));
  return url === undefined || isOpen(url) ? [] : [normalUrl(url)];
}

/** The repositories whose roots bootstrap proves, and their addresses. */
function provedSources(view: View) {
  return view.withFact("sync").flatMap((sync) => {
    const source = sourceOf(sync);
    if (!source) return [];
    const urls = objectsOf(view, source)
      .filter((it) => dirname(it.path) === dirname(sync.path))
      .flatMap(urlOf);
    return provedRoot(sync).map((root) => ({ root, urls }));
  });
}

/** A folder that bears the name of the repository, beside a known one or opened by itself. */
function siblingRoots(
  view: View,
  urls: readonly string[],
  proved: readonly { readonly root: string }[],
): readonly string[] {
  const names = urls.map((url) => basename(url));
  const opened = view.roots.map((it) => it.path).filter((it) => names.includes(basename(it)));
  if (opened.length > 0) return opened;
  const known = [...view.roots.map((it) => it.path), ...proved.map((it) => it.root)];
  const beside = known
    .filter((it) => it !== "")
    .flatMap((it) => names.map((name) => join(dirname(it), name)));
  return [...new Set(beside)].filter((it) => isFolder(view, it));
}

/** The operator's own record of what it syncs (flux.md §5.5); it may stand anywhere, so only its address is proof. */
function instanceRoots(view: View, flux: Resource, source: SourceName): SourceRoots {
  const instances = view.withFact(`instance ${source.kind}|${source.name}`);
  for (const instance of instances) {
    const sync = at(treeOf(instance), syncAt(instance));
    const url = textOf(at(sync, ["url"]));
    const checkouts = view.roots.filter(
      (root) => url !== undefined && root.remotes.some((it) => normalUrl(it) === normalUrl(url)),
    );
    if (checkouts.length > 0) return { roots: checkouts.map((it) => it.path), certain: true };
    const path = sourcePath(textOf(at(sync, ["path"])) ?? "");
    const roots = nearestTo(flux, foldersAround(instance.path, path));
    if (path !== "" && roots.length > 0) return { roots, certain: false };
  }
  return unknown;
}

const syncAt = (instance: Resource): readonly string[] =>
  instance.kind === "FluxInstance" ? ["spec", "sync"] : ["spec", "values", "instance", "sync"];

/** Folders of which the file lies in the sub-folder `path`. */
function foldersAround(file: string, path: string): readonly string[] {
  const out: string[] = [];
  for (let home = dirname(file); ; home = dirname(home)) {
    out.push(...rootAbove(home, path));
    if (home === dirname(home)) return out;
  }
}

/**
 * The root that the other Flux Kustomizations of the same source suggest, where no file proves it: a workspace folder
 * below which nearly all their paths are found (flux.md §6.3, point 6).
 */
export function guessedRoots(view: View, flux: Resource): readonly string[] {
  const source = sourceOf(flux);
  if (source?.kind !== "GitRepository") return [];
  const paths = view
    .namersOf(FLUX_SOURCE, source.kind, source.name)
    .filter((it) => it.reference.row.at === "spec.sourceRef" && it.resource !== flux)
    .flatMap((it) => it.resource.references.find(isStaticPath)?.text ?? []);
  if (paths.length < 3) return [];
  return view.roots
    .map((it) => it.path)
    .filter((root) => {
      const found = paths.filter((it) => isFolder(view, join(root, sourcePath(it))));
      return found.length >= paths.length * 0.9;
    });
}

const isStaticPath = (it: Reference): boolean => it.row.at === "spec.path" && !it.open;

/** A path that counts from the root of a source: it cannot leave the root (flux.md §2.2). */
export function sourcePath(path: string): string {
  const out: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") out.pop();
    else if (part !== "" && part !== ".") out.push(part);
  }
  return out.join("/");
}

/** The folders and files of the workspace that a path, counted from the root of its source, may mean. */
export function foldersOf(
  view: View,
  flux: Resource,
  path: string,
  sourceAt?: string,
): readonly string[] {
  const { roots, certain } = sourceRootsOf(view, flux, sourceAt);
  const tried = roots.length > 0 || certain ? roots : view.roots.map((it) => it.path);
  return tried
    .map((root) => join(root, sourcePath(path)))
    .filter((it) => isFolder(view, it) || view.exists(it));
}

/**
 * May another repository be laid over this path by the `include` of some GitRepository (flux.md §5.1)? Then what
 * stands there is not known.
 */
export function mayBeIncluded(view: View, path: string): boolean {
  return view.ofKind(FLUX_SOURCE, "GitRepository").some((it) => {
    if (!it.references.some(({ row }) => row.at === "spec.include[].repository")) return false;
    return itemsOf(at(treeOf(it), ["spec", "include"])).some((item) => {
      const to = textOf(at(item, ["toPath"])) ?? textOf(at(item, ["repository", "name"])) ?? "";
      return `/${path}/`.includes(`/${sourcePath(to)}/`.replace("//", "/"));
    });
  });
}

/** Is there such a folder, with something in it? Only what the person opened, or named for a source, is looked at. */
export const isFolder = (view: View, path: string): boolean =>
  [...view.roots.map((it) => it.path), ...Object.values(view.settings.sources)].some((it) =>
    isInside(path, it),
  ) && view.folder(path).length > 0;
