import { knownKind } from "../api/kinds.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import { kindLayout } from "./kindLayout.ts";
import { compare, type HeadBranch, type Layout, leaf } from "./layout.ts";

/** Everything of a namespace under its name. */
export const namespaceLayout: Layout = {
  takes: kindLayout.takes,
  branches(objects) {
    const byNamespace = new Map<string, KubeObject[]>();
    // In the order of the kinds and of the names.
    const ordered = kindLayout
      .branches(objects)
      .flatMap((head) => head.branches.map(({ object }) => object));
    for (const object of ordered) {
      const namespace = object.metadata.namespace ?? "";
      const others = byNamespace.get(namespace);
      if (others) others.push(object);
      else byNamespace.set(namespace, [object]);
    }
    return [...byNamespace]
      .sort(([one], [other]) => compare(one, other))
      .map(
        ([name, own], index): HeadBranch => ({
          type: "head",
          name: `namespace/${name}`,
          label: name || "no namespace",
          icon: "symbol-namespace",
          branches: own.map((it) => leaf(it)),
          // Kinds are not of one namespace: what is wrong with them is told once, at the top.
          watches: ({ resource }) => index === 0 && isOfCluster(resource),
        }),
      );
  },
  moves: () => false,
  isKindTold: () => false,
  isNamespaceTold: true,
};

const isOfCluster = ({ kind, group }: { readonly kind: string; readonly group: string }) =>
  knownKind(kind, group)?.role !== "canary";
