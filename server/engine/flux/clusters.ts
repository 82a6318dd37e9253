import { fingerprintOf, numberOf } from "../fingerprint.ts";
import { FLUX_KUSTOMIZE } from "../identity.ts";
import type { BuiltObject } from "../kustomize/built.ts";
import type { Reader } from "../kustomize/memory.ts";
import { scalarText } from "../kustomize/scalars.ts";
import { trackOf } from "../kustomize/track.ts";
import { at, get, type Node, textOf } from "../node.ts";
import { dirname, join } from "../path.ts";
import { reachOf } from "../reach.ts";
import { type Resource, treeOf } from "../resource.ts";
import { sourcePath, sourceRootsOf } from "../sources.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { clusterObjects, treeWithOrigins } from "./clusterObjects.ts";
import {
  type ClusterWorld,
  dependenciesOf,
  type FluxMaker,
  fluxMaker,
  namespacedName,
  type World,
} from "./fluxMaker.ts";
import { type KindKnowledge, kindKnowledge } from "./kindKnowledge.ts";

/**
 * All Flux Kustomizations of the workspace, cluster by cluster, parents before the children that come out of their builds
 * (flux.md §6.5). Parents are built on the way, through the memory of the reader.
 *
 * `lenient`: for people who edit, see `FluxRequest`. `unsourced`: those, too, whose sources are not in the workspace.
 */
export function* fluxMakers(
  workspace: Workspace,
  reader: Reader,
  lenient: boolean,
  unsourced: boolean = !lenient,
): Generator<FluxMaker> {
  const view = viewOf(workspace);
  const all = view
    .ofKind(FLUX_KUSTOMIZE, "Kustomization")
    .filter((it) => unsourced || sourceRootsOf(view, it).roots.length > 0)
    .filter((it) => standingOf(it, view) === "object");
  const world: World = {
    workspace,
    view,
    reader,
    lenient,
    unsourced,
    kinds: knownKinds(workspace, view),
  };
  const clusters = clustersIn(all, view);
  const taken = new Set<string>();
  for (const { home, entries } of clusters) yield* clusterMakers(world, home, entries, taken);
  // What no build gives is built as it stands.
  for (const { home, entries } of leftIn(all, clusters, taken, view)) {
    yield* clusterMakers(world, home, entries, taken);
  }
}

interface Cluster {
  readonly home: string;
  readonly entries: readonly Resource[];
}

/** Where everything begins: bootstrap's own Kustomizations, and those that no other leads to. */
function clustersIn(all: readonly Resource[], view: View): readonly Cluster[] {
  const entries = all.filter(
    (it) =>
      it.facts.includes("sync") ||
      reachOf(it, view).fluxKustomizations.every((other) => other === it),
  );
  return grouped(entries, (it) => homeOf(it, view));
}

function grouped(
  resources: readonly Resource[],
  homeOf: (it: Resource) => string,
): readonly Cluster[] {
  const homes = new Map<string, Resource[]>();
  for (const it of resources) {
    const home = homeOf(it);
    homes.set(home, [...(homes.get(home) ?? []), it]);
  }
  return [...homes]
    .map(([home, entries]) => ({ home, entries }))
    .sort((a, b) => (a.home < b.home ? -1 : 1));
}

/** The folder that bootstrap was told; for others, the one that they stand in. */
function homeOf(entry: Resource, view: View): string {
  const [root] = entry.facts.includes("sync") ? sourceRootsOf(view, entry).roots : [];
  const path = textOf(at(treeOf(entry), ["spec", "path"])) ?? "";
  return root === undefined ? dirname(entry.path) : join(root, sourcePath(path));
}

function leftIn(
  all: readonly Resource[],
  clusters: readonly Cluster[],
  taken: ReadonlySet<string>,
  view: View,
): readonly Cluster[] {
  const left = all.filter((it) => !taken.has(originKey(it)));
  return grouped(left, (it) => {
    const { fluxKustomizations } = reachOf(it, view);
    const cluster = clusters.find(({ entries }) =>
      entries.some((entry) => fluxKustomizations.includes(entry)),
    );
    return cluster?.home ?? dirname(it.path);
  });
}

const originKey = ({ document, at }: Pick<Resource, "document" | "at">): string =>
  `${numberOf(document)} ${at.join("/")}`;

function* clusterMakers(
  world: World,
  home: string,
  entries: readonly Resource[],
  taken: Set<string>,
): Generator<FluxMaker> {
  const objects = clusterObjects(world.view, home);
  const cluster: ClusterWorld = { ...world, home, objects };
  const seen = new Set<string>();
  const queue = entries.flatMap((it) => builtFrom(it) ?? []);
  for (let next = 0; next < queue.length; next++) {
    const object = queue[next] as BuiltObject;
    taken.add(originKey(object.began));
    const key = namespacedName(object.node);
    if (seen.has(key)) continue;
    seen.add(key);
    const found = effective(cluster, object);
    if (!found) continue;
    yield found.maker;
    const { kustomizations, others } = found.outline;
    objects.add(others);
    queue.push(...inOrder(kustomizations));
    for (const it of kustomizations) taken.add(originKey(it.began));
  }
}

function builtFrom(resource: Resource): BuiltObject | undefined {
  const node = treeWithOrigins(resource);
  const { path, document, at } = resource;
  return node && { node, began: { path, document, at }, steps: [], track: trackOf(node) };
}

const isKustomization = ({ node }: BuiltObject): boolean =>
  scalarText(get(node, "kind")) === "Kustomization" &&
  (scalarText(get(node, "apiVersion")) ?? "").startsWith(`${FLUX_KUSTOMIZE}/`);

/** A Kustomization that is part of what it applies is in the cluster as its own build leaves it. */
function effective(cluster: ClusterWorld, object: BuiltObject) {
  const key = namespacedName(object.node);
  let maker = fluxMaker(cluster, object);
  for (let rounds = 0; maker && rounds < 2; rounds++) {
    const own = outlineOf(cluster, maker).kustomizations.find(
      (it) => namespacedName(it.node) === key,
    );
    if (!own || sameSpec(own.node, maker.kustomization)) break;
    maker = fluxMaker(cluster, own);
  }
  return maker && { maker, outline: outlineOf(cluster, maker) };
}

/** What other builds need of one. It stays at hand when the rest is let go. */
interface Outline {
  readonly kustomizations: readonly BuiltObject[];
  /** Sources, values, and the controller that tells its flags. */
  readonly others: readonly BuiltObject[];
}

const outlineOf = ({ reader }: ClusterWorld, maker: FluxMaker): Outline =>
  reader.remember(`outline of ${maker.name.id} ${maker.version}`, (inner) => {
    const { objects } = maker.make(inner);
    return {
      kustomizations: objects.filter(isKustomization),
      others: objects.filter((it) => NEEDED.test(kindOf(it))),
    };
  });

const NEEDED =
  /^(v1 (ConfigMap|Secret)|source\.toolkit\.fluxcd\.io\/\w+ \w+|apps\/v1 Deployment flux-system\/kustomize-controller)$/;

function kindOf({ node }: BuiltObject): string {
  const kind = `${scalarText(get(node, "apiVersion"))} ${scalarText(get(node, "kind"))}`;
  return kind === "apps/v1 Deployment" ? `${kind} ${namespacedName(node)}` : kind;
}

const sameSpec = (a: Node, b: Node): boolean => {
  const [left, right] = [get(a, "spec"), get(b, "spec")];
  return (
    left === right ||
    (left !== undefined && right !== undefined && fingerprintOf(left) === fingerprintOf(right))
  );
};

/** Those that others wait for come first, so that what they make is known. */
function inOrder(children: readonly BuiltObject[]): readonly BuiltObject[] {
  const byName = new Map(children.map((it) => [namespacedName(it.node), it]));
  const out = new Set<BuiltObject>();
  const entered = new Set<BuiltObject>();
  const enter = (it: BuiltObject): void => {
    if (entered.has(it)) return;
    entered.add(it);
    for (const name of dependenciesOf(it.node)) {
      const other = byName.get(name);
      if (other) enter(other);
    }
    out.add(it);
  };
  for (const it of children) enter(it);
  return [...out];
}

/** CRDs are named after their group, so that only those asked for are read. */
function knownKinds(workspace: Workspace, view: View): KindKnowledge {
  return kindKnowledge(workspace.catalogue, (group) =>
    view
      .ofKind("apiextensions.k8s.io", "CustomResourceDefinition")
      .filter((it) => it.name.endsWith(`.${group}`))
      .flatMap((it) => treeOf(it) ?? []),
  );
}
