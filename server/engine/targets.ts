import { FLAGGER, FLUX_HELM, FLUX_SOURCE, KUSTOMIZATION_FILES, KUSTOMIZE } from "./identity.ts";
import { makesFact } from "./makes.ts";
import { memo } from "./memo.ts";
import { at, mappingOf, samePath } from "./node.ts";
import { dirname, isInside, join } from "./path.ts";
import { namespacesOf, reachOf } from "./reach.ts";
import { isOpen, type Reference } from "./references/read.ts";
import { type Resource, resourcesOf, treeOf } from "./resource.ts";
import { foldersOf } from "./sources.ts";
import { standingOf } from "./standing.ts";
import type { View } from "./view.ts";

/**
 * What a reference leads to. `elsewhere`: the name exists, but surely in another namespace; `made`: it stands in no
 * file, because another object has it made; `held`: it cannot be known before builds are (a variable, a namespace that
 * an overlay sets), or only because some build left something out, or bootstrap may make it; `missing`: nothing has
 * that name.
 */
export type Resolution =
  | { readonly type: "objects"; readonly resources: readonly Resource[] }
  | { readonly type: "paths"; readonly paths: readonly string[] }
  | { readonly type: "elsewhere"; readonly resources: readonly Resource[] }
  | { readonly type: "made"; readonly by: readonly Resource[] }
  | { readonly type: "held"; readonly because?: "builds" | "bootstrap" }
  | { readonly type: "missing" };

/**
 * What a reference leads to: where builds take its object up, in those; otherwise as far as files alone allow. The
 * resources of the answer are built ones when `from` is, and ones of files when it is not.
 */
export function resolve(view: View, from: Resource, reference: Reference): Resolution {
  if (from.built) return resolveIn(view, from, reference);
  const answers = view.builtFrom(from).flatMap((it) => {
    const same = it.references.find((other) => isSamePlace(other, reference));
    return same ? [resolveIn(view, it, same)] : [];
  });
  return answers.length === 0 ? resolveIn(view, from, reference) : together(answers);
}

const isSamePlace = (a: Reference, b: Reference): boolean =>
  a.row === b.row && samePath(a.path, b.path);

/** What several builds say of one line: all that some of them finds; what none does, only where they agree. */
function together(answers: readonly Resolution[]): Resolution {
  const resources = answers.flatMap((it) => (it.type === "objects" ? it.resources : []));
  if (resources.length > 0) {
    const written = new Set(resources.flatMap((it) => writtenOf(it) ?? []));
    if (written.size > 0) return { type: "objects", resources: [...written] };
    return { type: "made", by: [...new Set(resources.map(makerOf))] };
  }
  const found = answers.find((it) => it.type === "paths" || it.type === "made");
  if (found) return found;
  const [first] = answers;
  if (!first || answers.some((it) => it.type !== first.type)) return { type: "held" };
  if (first.type !== "elsewhere") return first;
  return { type: "elsewhere", resources: first.resources.map((it) => writtenOf(it) ?? it) };
}

/** The manifest that a built object began as; `undefined` when a generator made it. */
export function writtenOf(resource: Resource): Resource | undefined {
  if (!resource.built) return resource;
  const { document, path, at } = resource;
  return resourcesOf(document, path).find((it) => samePath(it.at, at));
}

/** The kustomization file whose generator made the object. */
const makerOf = (generated: Resource): Resource =>
  resourcesOf(generated.document, generated.path)[0] ?? generated;

function resolveIn(view: View, from: Resource, reference: Reference): Resolution {
  const { target } = reference.row;
  if (target.type === "path") return resolvePath(view, from, reference);
  if (target.type === "key") return resolveKey(view, from, reference);
  return resolveObject(view, from, reference, reference.text);
}

function resolveObject(view: View, from: Resource, reference: Reference, name: string): Resolution {
  const candidates = objectsNamed(view, from, reference, name);
  if (candidates.length === 0) {
    return reference.open ? { type: "held" } : absent(view, from, reference, name);
  }
  const resources = thoseIn(view, candidates, from, reference);
  if (resources.length > 0) return { type: "objects", resources };
  const by = makersOf(view, reference, name);
  return by.length > 0 ? { type: "made", by } : { type: "elsewhere", resources: candidates };
}

/**
 * The objects of a name that may be meant: written in files; for what came out of a build, those that the builds of
 * the same cluster give, and files that no build takes up.
 */
function objectsNamed(
  view: View,
  from: Resource,
  { group, kind }: Reference,
  name: string,
): readonly Resource[] {
  const written = view.named(group, kind, name).filter((it) => standingOf(it, view) === "object");
  if (!from.built) return written;
  const { cluster } = from.built.rendering;
  return [
    ...view.builtNamed(group, kind, name).filter((it) => isOneCluster(it, cluster)),
    ...written.filter((it) => view.builtFrom(it).length === 0),
  ];
}

/** May the object be in that cluster? What no cluster's own files lead to may be in any. */
function isOneCluster({ built }: Resource, cluster: string | undefined): boolean {
  const other = built?.rendering.cluster;
  return other === undefined || cluster === undefined || other === cluster;
}

/** Those of the candidates that may be in a namespace which the reference means. */
function thoseIn(
  view: View,
  candidates: readonly Resource[],
  from: Resource,
  reference: Reference,
): readonly Resource[] {
  const written = reference.namespace ?? (isOwn(reference) ? from.namespace : undefined);
  const same = candidates.filter((it) => written !== undefined && it.namespace === written);
  if (same.length > 0) return same;
  const wanted = namespacesMeant(view, from, reference);
  if (wanted === "any") return candidates;
  return candidates.filter((it) => mayBeIn(it, wanted, view));
}

const isOwn = ({ row: { target } }: Reference): boolean =>
  target.type === "key" || (target.type === "object" && target.defaultNamespace === "own");

/** Could the object end up in one of these namespaces? */
export function mayBeIn(it: Resource, wanted: ReadonlySet<string>, view: View): boolean {
  const possible = namespacesOf(it, view);
  if (possible === undefined) return true;
  for (const namespace of possible) if (wanted.has(namespace)) return true;
  return false;
}

/** The namespaces that a reference may mean; `any` where that is not known or does not matter. */
export function namespacesMeant(
  view: View,
  from: Resource,
  reference: Reference,
): ReadonlySet<string> | "any" {
  const { target } = reference.row;
  if (target.type === "object" && target.defaultNamespace === "cluster") return "any";
  if (reference.namespace !== undefined) {
    return isOpen(reference.namespace) ? "any" : new Set([reference.namespace]);
  }
  return isOwn(reference) ? (namespacesOf(from, view) ?? "any") : "any";
}

/** No object is written with that name; yet something may make one, or give the name to another. */
function absent(view: View, from: Resource, reference: Reference, name: string): Resolution {
  const by = makersOf(view, reference, name);
  if (by.length > 0) return { type: "made", by };
  // Bootstrap names what it makes so, and its files need not be here.
  if (name === "flux-system") return { type: "held", because: "bootstrap" };
  const { group, kind } = reference;
  const isGiven = view.derived(`given ${group}|${kind}|${name}`, (it) =>
    it
      .ofKind(group, kind)
      .some(
        (other) => (isOpen(other.name) && fits(other.name, name)) || isRenamed(it, other, name),
      ),
  );
  if (isGiven) return { type: "held" };
  return from.built && !view.isComplete(from.built.rendering.cluster)
    ? { type: "held", because: "builds" }
    : { type: "missing" };
}

function makersOf(view: View, reference: Reference, name: string): readonly Resource[] {
  return [
    ...view.withFact(makesFact(reference, name)),
    ...view.withFact(makesFact(reference, undefined)),
    ...canariesMaking(view, reference, name),
    ...releasesMaking(view, reference, name),
  ].filter((it) => standingOf(it, view) === "object");
}

/** What Flagger derives from the target of a Canary, by name (flagger.md §3). */
const DERIVED: Readonly<Record<string, RegExp>> = {
  "|Service": /^(.+?)(-primary|-canary)?$/,
  "apps|Deployment": /^(.+)-primary$/,
  "apps|DaemonSet": /^(.+)-primary$/,
  "split.smi-spec.io|TrafficSplit": /^(.+)$/,
  "gateway.networking.k8s.io|HTTPRoute": /^(.+)$/,
};

function canariesMaking(view: View, { group, kind }: Reference, name: string): readonly Resource[] {
  const [, target] = DERIVED[`${group}|${kind}`]?.exec(name) ?? [];
  return target === undefined ? [] : canariesOf(view, target);
}

/** The Canaries of a workload, whatever its namespace: they make and rewrite Services of that name. */
export function canariesOf(view: View, target: string): readonly Resource[] {
  return ["Deployment", "DaemonSet"].flatMap((it) =>
    view
      .namersOf("apps", it, target)
      .filter(({ resource }) => resource.group === FLAGGER && resource.kind === "Canary")
      .map(({ resource }) => resource),
  );
}

/** helm-controller makes the HelmChart `NAMESPACE-NAME` for a HelmRelease (flux.md §5.1). */
function releasesMaking(view: View, { group, kind }: Reference, name: string): readonly Resource[] {
  if (group !== FLUX_SOURCE || kind !== "HelmChart") return [];
  return view
    .ofKind(FLUX_HELM, "HelmRelease")
    .filter((it) => it.name !== "" && name.endsWith(`-${it.name}`));
}

function isRenamed(view: View, it: Resource, name: string): boolean {
  return it.name !== "" && name !== it.name && name.includes(it.name) && reachOf(it, view).renames;
}

/** Could a name with variables in it become that one? */
function fits(pattern: string, name: string): boolean {
  const parts = pattern.split(/\$\{[^}]*\}+|\{\{.*?\}\}|<<.*?>>|#\{.*?\}#/);
  const literal = parts.map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(name);
}

/** A key is there when one of the objects meant has it, and missing only when all can be read and none has it. */
function resolveKey(view: View, from: Resource, reference: Reference): Resolution {
  const holders = holdersOf(view, from, reference);
  if (holders.length === 0 || reference.open) return { type: "held" };
  const having = holders.filter((it) => keysOf(it).includes(reference.text));
  if (having.length > 0) return { type: "objects", resources: having };
  const isChanged =
    mayGetKeys(view, reference, holders) ||
    holders.some((it) => keysOf(it).some(isOpen) || reachOf(it, view).patches);
  return { type: isChanged ? "held" : "missing" };
}

/** The ConfigMaps or Secrets of which a reference names a key. */
export function holdersOf(view: View, from: Resource, reference: Reference): readonly Resource[] {
  const found = resolveObject(view, from, reference, reference.holder ?? "");
  return found.type === "objects" ? found.resources : [];
}

/** Does something else make an object of that name? Of built ones generators are done. */
const mayGetKeys = (view: View, reference: Reference, holders: readonly Resource[]): boolean =>
  makersOf(view, reference, reference.holder ?? "").some(
    (it) => it.group !== KUSTOMIZE || holders.some((holder) => !holder.built),
  );

/** The keys of a ConfigMap or Secret; SOPS leaves them readable. */
export const keysOf: (holder: Resource) => readonly string[] = memo((holder) => {
  const root = treeOf(holder);
  return ["data", "stringData", "binaryData"].flatMap((field) =>
    (mappingOf(at(root, [field]))?.entries ?? []).map((it) => it.key.text),
  );
});

function resolvePath(view: View, from: Resource, reference: Reference): Resolution {
  const { target } = reference.row;
  if (target.type !== "path" || reference.open) return { type: "held" };
  if (target.base !== "file") {
    const path = target.base === "applied" ? `${reference.base}/${reference.text}` : reference.text;
    const paths = foldersOf(view, from, path, target.sourceAt);
    return paths.length > 0 ? { type: "paths", paths } : { type: "missing" };
  }
  if (isRemote(reference.text)) return { type: "held" };
  const path = join(dirname(from.path), reference.text);
  if (view.exists(path) || view.folder(path).length > 0) return { type: "paths", paths: [path] };
  // Beyond what the person opened nobody has looked.
  const isKnown = view.roots.some((root) => isInside(path, root.path)) && !path.startsWith("..");
  return { type: isKnown ? "missing" : "held" };
}

/** Does a kustomize entry name something that is fetched? kustomize.md §4.4. */
export const isRemote = (text: string): boolean =>
  /^(git::)?[a-z][a-z0-9+.-]*:\/\//i.test(text) ||
  /^(git::)?([A-Za-z][\w-]*@[^/]+:|github\.com[/:])/.test(text) ||
  text.includes("?ref=") ||
  /^[\w.-]+\.[a-z]{2,}\/.+(\/\/|\.git\b)/.test(text);

/** The kustomization file of a folder; several when it wrongly has more than one. */
export const kustomizationFilesIn = (view: View, folder: string): readonly string[] =>
  KUSTOMIZATION_FILES.map((name) => join(folder, name)).filter((it) => view.exists(it));

/** Of objects with one name, those that lie in the folders nearest to a file: a cluster means its own. */
export function closestTo(path: string, resources: readonly Resource[]): readonly Resource[] {
  if (resources.length < 2) return resources;
  const depths = resources.map((it) => sharedDepth(path, it.path));
  const deepest = Math.max(...depths);
  return resources.filter((_, index) => depths[index] === deepest);
}

function sharedDepth(a: string, b: string): number {
  const left = a.split("/");
  const right = b.split("/");
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return depth;
}
