import { FLUX_KUSTOMIZE, isKustomizationFile, KUSTOMIZATION_FILES, KUSTOMIZE } from "./identity.ts";
import { memo } from "./memo.ts";
import { at, get, itemsOf, mappingOf, resolved, textOf } from "./node.ts";
import { dirname, isInside, join, relative } from "./path.ts";
import { isOpen } from "./references/read.ts";
import { type Resource, resourcesOf, treeOf } from "./resource.ts";
import { foldersOf, mayBeRoot } from "./sources.ts";
import type { View } from "./view.ts";
import type { Referrer } from "./workspace.ts";

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

/**
 * Everything that leads to the file of a resource. Ends on cycles; asks only for the paths on the way. What came out of
 * a build has it all behind it.
 */
export const reachOf = ({ path, built }: Pick<Resource, "path" | "built">, view: View): Reach =>
  built ? behind : view.derived(`reach ${path}`, (it) => climb(path, it));

const behind: Reach = {
  kustomizations: [],
  fluxKustomizations: [],
  setsNamespace: false,
  renames: false,
  patches: false,
  substitutes: false,
};

function climb(path: string, view: View): Reach {
  const kustomizations = new Set<Resource>();
  const fluxKustomizations = new Set<Resource>();
  const seen = new Set<string>();
  const queue: string[] = [path];
  for (let it = queue.pop(); it !== undefined; it = queue.pop()) {
    if (seen.has(it)) continue;
    seen.add(it);
    for (const resource of listersOf(it, view)) {
      kustomizations.add(resource);
      queue.push(dirname(resource.path));
    }
    for (const flux of appliersOf(it, view)) {
      fluxKustomizations.add(flux);
      // What changes the Flux Kustomization itself, its parents, changes what it makes of its folder.
      queue.push(flux.path);
    }
    const folder = dirname(it);
    if (folder !== it && isPartOf(it, folder, view)) queue.push(folder);
  }
  const traits = [...kustomizations, ...fluxKustomizations].map((it) => traitsWith(it, view));
  return {
    kustomizations: [...kustomizations],
    fluxKustomizations: [...fluxKustomizations],
    setsNamespace: traits.some((it) => it.namespace !== undefined),
    renames: traits.some((it) => it.renames),
    patches: traits.some((it) => it.patches),
    substitutes: traits.some((it) => it.substitutes),
  };
}

/** Kustomization files that take up a file or folder as part of what they build. */
export const listersOf = (path: string, view: View): readonly Resource[] =>
  view
    .listersOf(path)
    .filter(isTaking)
    .map(({ resource }) => resource);

const isTaking = ({ resource, reference: { row } }: Referrer): boolean =>
  resource.group === KUSTOMIZE && row.target.type === "path" && row.target.role === "resource";

/** Flux Kustomizations that apply that folder, in whichever source it may lie. */
export const appliersOf = (folder: string, view: View): readonly Resource[] =>
  view.derived(`appliers ${folder}`, (it) => findAppliers(folder, it));

function findAppliers(folder: string, view: View): readonly Resource[] {
  const out: Resource[] = [];
  for (let root = folder; ; root = dirname(root)) {
    for (const { resource } of view.sourceListersOf(relative(root, folder))) {
      if (resource.group === FLUX_KUSTOMIZE && mayBeRoot(view, resource, root)) out.push(resource);
    }
    if (root === dirname(root) || !view.roots.some((it) => isInside(dirname(root), it.path))) {
      return out;
    }
  }
}

/** Without a kustomization file of its own, a folder is taken up whole, subfolders and all (flux.md §2.3). */
export function isTakenUp(_child: string, folder: string, view: View): boolean {
  if (!view.roots.some((it) => isInside(folder, it.path))) return false;
  return !KUSTOMIZATION_FILES.some((name) => view.exists(join(folder, name)));
}

/**
 * Is the file left out of what its own folders build? So it is when a kustomization file beside or above it would have
 * to list it and does not. Such files are kept for later, or forgotten; what they name need not be there.
 */
export function isLeftOut({ path, built }: Resource, view: View): boolean {
  return !built && view.derived(`left out ${path}`, (it) => leftOut(path, it, new Set()));
}

function leftOut(path: string, view: View, seen: Set<string>): boolean {
  // What leads to itself, as bootstrap's own Kustomization does, is where everything begins.
  if (seen.has(path)) return false;
  seen.add(path);
  const appliers = appliersOf(path, view);
  if (appliers.length > 0) {
    return appliers.every((it) => !it.facts.includes("sync") && leftOut(it.path, view, seen));
  }
  const listers = listersOf(path, view);
  if (listers.length > 0) return listers.every((it) => leftOut(dirname(it.path), view, seen));
  const folder = dirname(path);
  if (folder === path || !view.roots.some((it) => isInside(folder, it.path))) return false;
  return isPartOf(path, folder, view) ? leftOut(folder, view, seen) : true;
}

/** Is it taken up with its folder? A kustomization file is what builds its folder; any other must be listed by it. */
const isPartOf = (path: string, folder: string, view: View): boolean =>
  isKustomizationFile(path) || isTakenUp(path, folder, view);

/** The namespaces that something written in a file may end up with. */
interface Namespaces {
  /** `undefined`: the one that is written in it. */
  readonly given: ReadonlySet<string | undefined>;
  /** Something on the way may give any. */
  readonly any: boolean;
}

/**
 * The namespaces that an object may end up in, as far as kustomizations, targetNamespace and the file itself say;
 * `undefined` where they do not. For objects that have a namespace.
 */
export function namespacesOf(resource: Resource, view: View): ReadonlySet<string> | undefined {
  const { path } = resource;
  if (resource.built) {
    const { namespace } = resource;
    return namespace === undefined || isOpen(namespace) ? undefined : new Set([namespace]);
  }
  const found = view.derived(`namespaces ${path}`, (it) => namespacesGiven(path, it));
  if (found.any) return undefined;
  const out = new Set<string>();
  for (const given of found.given) {
    const namespace = given ?? resource.namespace;
    if (namespace === undefined || isOpen(namespace)) return undefined;
    out.add(namespace);
  }
  return out;
}

function namespacesGiven(path: string, view: View): Namespaces {
  const given = new Set<string | undefined>();
  const seen = new Set<string>();
  let any = false;
  const take = (resource: Resource, namespace: string | undefined) => {
    const { namespace: own } = traitsWith(resource, view);
    if (own === "any") any = true;
    return own === undefined || own === "any" ? namespace : own;
  };
  /** Does anything build what lies here? `loose`: only as a part of a folder that is taken up whole. */
  const ascend = (it: string, namespace: string | undefined, loose: boolean): boolean => {
    const state = `${namespace ?? ""} ${it}`;
    if (seen.has(state)) return true;
    seen.add(state);
    let isBuilt = false;
    for (const resource of listersOf(it, view)) {
      isBuilt = true;
      ascend(dirname(resource.path), take(resource, namespace), false);
    }
    for (const flux of appliersOf(it, view)) {
      isBuilt = true;
      given.add(take(flux, namespace));
      if (mayBeMoved(flux, view)) any = true;
    }
    const folder = dirname(it);
    if (folder !== it && isPartOf(it, folder, view)) {
      isBuilt = ascend(folder, namespace, true) || isBuilt;
    }
    if (!isBuilt && !loose) given.add(namespace);
    return isBuilt;
  };
  ascend(path, undefined, false);
  return { given, any };
}

/** Does a parent patch a target namespace into this Flux Kustomization? */
const mayBeMoved = (flux: Resource, view: View): boolean => {
  const { kustomizations, fluxKustomizations } = reachOf(flux, view);
  return [...kustomizations, ...fluxKustomizations].some(
    (it) => it !== flux && patchTexts(it, view).some((text) => text.includes("targetNamespace")),
  );
};

/** The texts of its patches, those in files of their own included. */
export function patchTexts(resource: Resource, view: View): readonly string[] {
  if (!traitsOf(resource).patches) return [];
  const files = resource.references.flatMap(({ row: { target }, text }) =>
    target.type === "path" && target.role === "patch"
      ? (view.file(join(dirname(resource.path), text))?.text ?? [])
      : [],
  );
  return [resource.document.text, ...files];
}

export interface Traits {
  /** The namespace that it gives to all that it builds; `any` where it may be any. */
  readonly namespace: string | undefined;
  readonly renames: boolean;
  readonly patches: boolean;
  readonly substitutes: boolean;
}

/** What a kustomization file or Flux Kustomization by itself does to all that it applies. */
export const traitsOf: (resource: Resource) => Traits = memo((resource) => {
  const root = treeOf(resource);
  const fields = resource.group === KUSTOMIZE ? root : get(root, "spec");
  const has = (...keys: string[]) => keys.some((key) => isFilled(get(fields, key)));
  const namespace = textOf(
    get(fields, resource.group === KUSTOMIZE ? "namespace" : "targetNamespace"),
  );
  const isAny = has("transformers") || (namespace !== undefined && isOpen(namespace));
  return {
    namespace: isAny ? "any" : namespace || undefined,
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

/** As `traitsOf`, with what its Components do, for they work on all that it applies (kustomize.md §8). */
function traitsWith(resource: Resource, view: View, depth = 0): Traits {
  const own = traitsOf(resource);
  const components = resource.references.filter(
    ({ row }) => row.target.type === "path" && row.target.to === "component",
  );
  if (components.length === 0 || depth > 10) return own;
  return components.reduce<Traits>((traits, { text, base }) => {
    const folder = join(dirname(resource.path), text);
    const folders = base === undefined ? [folder] : foldersOf(view, resource, `${base}/${text}`);
    const files = folders.flatMap((it) => kustomizationsIn(it, view));
    const more = files.map((it) => traitsWith(it, view, depth + 1));
    // A Component that is fetched from elsewhere may do anything.
    return more.length === 0 ? anything : more.reduce(combined, traits);
  }, own);
}

const anything: Traits = { namespace: "any", renames: true, patches: true, substitutes: false };

const combined = (a: Traits, b: Traits): Traits => ({
  // What is said by the kustomization itself comes after its Components.
  namespace: a.namespace ?? b.namespace,
  renames: a.renames || b.renames,
  patches: a.patches || b.patches,
  substitutes: a.substitutes || b.substitutes,
});

/** The kustomization files of a folder, as resources; more than one where somebody made a mistake. */
export function kustomizationsIn(folder: string, view: View): readonly Resource[] {
  return KUSTOMIZATION_FILES.flatMap((name) => {
    const path = join(folder, name);
    const document = view.file(path)?.documents[0]?.document;
    const resources = document ? resourcesOf(document, path) : [];
    return resources.filter((it) => it.group === KUSTOMIZE);
  });
}

function isFilled(node: ReturnType<typeof get>): boolean {
  const it = resolved(node);
  if (!it) return false;
  if (it.kind === "sequence") return itemsOf(it).length > 0;
  if (it.kind === "mapping") return (mappingOf(it)?.entries.length ?? 0) > 0;
  return it.value !== null && it.text !== "";
}
