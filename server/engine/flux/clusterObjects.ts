import type { BuiltObject } from "../kustomize/built.ts";
import { expanded } from "../kustomize/expand.ts";
import { idOf } from "../kustomize/id.ts";
import { attempt } from "../kustomize/stop.ts";
import { makesFact } from "../makes.ts";
import { get, itemsOf, type Mapping, mappingOf, type Node } from "../node.ts";
import { parsed } from "../parsed.ts";
import { isInside } from "../path.ts";
import { recent } from "../recent.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";

/** Objects of one cluster: what its builds have given so far, else what stands in files. */
export interface ClusterObjects {
  readonly find: (group: string, kind: string, namespace: string, name: string) => Found;
  readonly add: (objects: readonly BuiltObject[]) => void;
}

/** `made`: no manifest holds it, but some controller makes it from one that is here. */
export type Found =
  | { readonly node: Mapping; readonly sealed: boolean; readonly resource: Resource | undefined }
  | "made"
  | undefined;

/** `home`: the folder of the cluster, whose files come before those of others. */
export function clusterObjects(view: View, home: string): ClusterObjects {
  const built = new Map<string, BuiltObject>();
  return {
    add: (objects) => {
      for (const it of objects) {
        const { group, kind, namespace, name } = idOf(it);
        built.set(`${group}|${kind}|${namespace}|${name}`, it);
      }
    },
    find: (group, kind, namespace, name) => {
      const object = built.get(`${group}|${kind}|${namespace}|${name}`);
      if (object) {
        return { node: object.node, sealed: isSealed(object.node), resource: undefined };
      }
      return written(view, { group, kind, namespace, name }, home);
    },
  };
}

const isSealed = (node: Node): boolean => mappingOf(get(node, "sops")) !== undefined;

function written(
  view: View,
  id: {
    readonly group: string;
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
  },
  home: string,
): Found {
  const { group, kind, namespace, name } = id;
  const all = view
    .named(group, kind, name)
    .filter((it) => (it.namespace ?? "") === namespace && standingOf(it, view) === "object");
  const resource = all.find((it) => isInside(it.path, home)) ?? all[0];
  const node = resource && treeWithOrigins(resource);
  if (resource && node) return { node, sealed: resource.sealed, resource };
  const made = [
    ...view.withFact(makesFact({ group, kind }, name)),
    ...view.withFact(makesFact({ group, kind }, undefined)),
  ];
  return made.length > 0 ? "made" : undefined;
}

/** The tree of a resource of a file as a build has it, each node with its origin. */
export const treeWithOrigins: (resource: Resource) => Mapping | undefined = recent((resource) => {
  const { path, document, at } = resource;
  const { root } = parsed(document);
  const done = attempt(
    () => root && expanded(root, { from: { path, document }, place: (it) => it }),
  );
  let node: Node | undefined = "value" in done ? done.value : undefined;
  for (const step of at) node = typeof step === "number" ? itemsOf(node)[step] : get(node, step);
  return node?.kind === "mapping" ? node : undefined;
}, 256);
