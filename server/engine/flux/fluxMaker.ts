import { builtResource } from "../builtResource.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { FLUX_SOURCE } from "../identity.ts";
import type { BuiltObject } from "../kustomize/built.ts";
import type { Reader } from "../kustomize/memory.ts";
import { at, get, itemsOf, type Mapping, type Node, textOf } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { join } from "../path.ts";
import { isOpen } from "../references/read.ts";
import type { RenderingName } from "../rendering.ts";
import { treeOf } from "../resource.ts";
import { sourcePath, sourceRootsOf } from "../sources.ts";
import type { View } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { ClusterObjects } from "./clusterObjects.ts";
import { buildFlux, type FluxBuild, type FluxRequest } from "./fluxBuild.ts";
import type { KindKnowledge } from "./kindKnowledge.ts";
import { metaText } from "./metadata.ts";
import { type LocalSource, sourceTree } from "./sourceTree.ts";
import { strictness } from "./strictSubstitution.ts";
import type { FindValues } from "./variables.ts";

/** A Flux Kustomization that can be built at this moment. */
export interface FluxMaker {
  readonly name: RenderingName;
  /** Everything that it depends on besides the files that it reads: the same as long as that is the same. */
  readonly version: string;
  /** The object as it is in the cluster: patched and substituted by its parents. */
  readonly kustomization: Mapping;
  /** NAMESPACE/NAME of those that must be ready before. */
  readonly dependsOn: readonly string[];
  readonly make: (reader: Reader) => FluxBuild;
}

/** What Kustomizations are built in. */
export interface World {
  readonly workspace: Workspace;
  readonly view: View;
  readonly reader: Reader;
  readonly lenient: boolean;
  /** Name those, too, whose source is not here; they fail. */
  readonly unsourced: boolean;
  readonly kinds: KindKnowledge;
}

/** One cluster of it. */
export interface ClusterWorld extends World {
  readonly home: string;
  readonly objects: ClusterObjects;
}

/** How a Kustomization is built; `undefined` where its source is not here, and it is to be left out. */
export function fluxMaker(cluster: ClusterWorld, object: BuiltObject): FluxMaker | undefined {
  const { node } = object;
  const { home, lenient, workspace, view } = cluster;
  const kustomization = namespacedName(node);
  const id = `flux ${home} ${kustomization}`;
  const bare: RenderingName = { id, cluster: home, kustomization, folder: home };
  const source = sourceOf(cluster, object, bare);
  if (!source && !cluster.unsourced) return undefined;
  // Some parent that is not here fills it in.
  if (lenient && isOpen(textOf(at(node, ["spec", "path"])) ?? "")) return undefined;
  const dependsOn = dependenciesOf(node);
  if (!source) {
    const make = () => without(cluster, node);
    return { name: bare, version: "", kustomization: node, dependsOn, make };
  }
  const folder = join(source.root, sourcePath(textOf(at(node, ["spec", "path"])) ?? ""));
  const namespace = metaText(node, "namespace");
  const findSource = (name: string) => sourceNamed(cluster, object, bare, name);
  const tree = sourceTree(source, workspace.folders, findSource);
  const values = valuesFor(cluster, namespace);
  const { strict, assumed } = strictness(controllersOf(cluster), view);
  const request: Omit<FluxRequest, "reader" | "key"> = {
    kustomization: node,
    source: tree,
    find: values,
    kinds: cluster.kinds,
    strict,
    assumed,
    lenient,
  };
  const used = valuesUsed(node, values).map(([name, it]) => `${name} ${it}`);
  const version = JSON.stringify([fingerprintOf(node), tree, used, strict, assumed, lenient]);
  const piece = `${id} ${version}`;
  const build = (reader: Reader, before?: FluxBuild) =>
    buildFlux({ ...request, key: piece, reader, earlier: before?.ways });
  const make = (reader: Reader) => reader.remember(piece, build, weightOf);
  return { name: { ...bare, folder }, version, kustomization: node, dependsOn, make };
}

const weightOf = ({ objects }: FluxBuild): number => objects.length;

export function dependenciesOf(node: Node): readonly string[] {
  return itemsOf(at(node, ["spec", "dependsOn"])).flatMap((it) => {
    const name = textOf(get(it, "name"));
    const namespace = textOf(get(it, "namespace")) || metaText(node, "namespace");
    return name === undefined ? [] : [`${namespace}/${name}`];
  });
}

function sourceOf(
  cluster: ClusterWorld,
  object: BuiltObject,
  name: RenderingName,
): LocalSource | undefined {
  const reference = at(object.node, ["spec", "sourceRef"]);
  const kind = textOf(get(reference, "kind")) ?? "";
  const source = textOf(get(reference, "name"));
  if (source === undefined) return undefined;
  const namespace = textOf(get(reference, "namespace")) || metaText(object.node, "namespace");
  const found = cluster.objects.find(FLUX_SOURCE, kind, namespace, source);
  const { roots } = sourceRootsOf(
    cluster.view,
    builtResource(object, name, () => object.node),
  );
  const [root] = roots;
  if (root === undefined) return undefined;
  // Where the source is found nowhere, its root may still be known from a setting or from who sets Flux up.
  const node = typeof found === "object" ? found.node : undefined;
  const isNamed = cluster.view.named(FLUX_SOURCE, kind, source).length > 0;
  return node || !isNamed ? { root, node } : undefined;
}

/** A GitRepository beside the source of an object, by its name. */
function sourceNamed(
  cluster: ClusterWorld,
  object: BuiltObject,
  name: RenderingName,
  source: string,
): LocalSource | undefined {
  const reference = at(object.node, ["spec", "sourceRef"]);
  const namespace = textOf(get(reference, "namespace")) || metaText(object.node, "namespace");
  const found = cluster.objects.find(FLUX_SOURCE, "GitRepository", namespace, source);
  if (typeof found !== "object") return undefined;
  const resource = builtResource(object, name, () => object.node);
  const references = resource.references.map((it) =>
    it.row.at === "spec.sourceRef" ? { ...it, text: source, namespace } : it,
  );
  const [root] = sourceRootsOf(cluster.view, { ...resource, references }).roots;
  return root === undefined ? undefined : { root, node: found.node };
}

/** The Ready condition of a Kustomization whose source cannot be had. */
function without(cluster: ClusterWorld, node: Mapping): FluxBuild {
  const reference = at(node, ["spec", "sourceRef"]);
  const kind = textOf(get(reference, "kind")) ?? "GitRepository";
  const name = textOf(get(reference, "name")) ?? "";
  const namespace = textOf(get(reference, "namespace")) || metaText(node, "namespace");
  const known = cluster.objects.find(FLUX_SOURCE, kind, namespace, name);
  const message = known
    ? `the files of ${kind} ${namespace}/${name} are not in this folder: name the folder that holds them under "sources" in .flightpath.yaml`
    : `${kind}.${FLUX_SOURCE} "${name}" not found`;
  const place = placeOfNode(get(reference, "name")) ?? placeOfNode(node);
  const error = { reason: "ArtifactFailed", message, place, unread: [] } as const;
  return { objects: [], error, notes: [], folder: cluster.home };
}

const valuesFor =
  ({ objects, lenient }: ClusterWorld, namespace: string): FindValues =>
  (kind, name) => {
    const found = objects.find("", kind, namespace, name);
    if (typeof found === "object") return found;
    return found === "made" || lenient ? "unknown" : "missing";
  };

/** What a Kustomization reads of ConfigMaps and Secrets, and what they say. */
function valuesUsed(node: Mapping, find: FindValues): readonly (readonly [string, string])[] {
  const named = itemsOf(at(node, ["spec", "postBuild", "substituteFrom"])).map(
    (it) => [textOf(get(it, "kind")), textOf(get(it, "name"))] as const,
  );
  const key = textOf(at(node, ["spec", "decryption", "secretRef", "name"]));
  return [...named, ["Secret", key] as const].flatMap(([kind, name]) => {
    if ((kind !== "ConfigMap" && kind !== "Secret") || name === undefined) return [];
    const found = find(kind, name);
    return [
      [`${kind}/${name}`, typeof found === "string" ? found : String(fingerprintOf(found.node))],
    ];
  });
}

function controllersOf({ view, objects, home }: ClusterWorld): readonly (Node | undefined)[] {
  const built = objects.find("apps", "Deployment", "flux-system", "kustomize-controller");
  if (typeof built === "object") return [built.node];
  const all = view.named("apps", "Deployment", "kustomize-controller");
  const own = all.filter((it) => it.path.startsWith(`${home}/`));
  return (own.length > 0 ? own : all).map(treeOf);
}

/** NAMESPACE/NAME */
export const namespacedName = (node: Node): string =>
  `${metaText(node, "namespace")}/${metaText(node, "name")}`;
