import { knownKind } from "../api/kinds.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import { kindLayout } from "./kindLayout.ts";
import type { Head, Layout } from "./layout.ts";

/** Everything of a namespace under its name. */
export const namespaceLayout: Layout = {
  takes: kindLayout.takes,
  heads: [],
  headOf: ({ metadata: { namespace = "" } }): Head => ({
    name: `namespace/${namespace}`,
    label: namespace || "no namespace",
    icon: "symbol-namespace",
    order: 0,
    // Kinds are not of one namespace: what is wrong with them is told once, at the top.
    watches: ({ resource }, isFirst) => isFirst && isOfCluster(resource),
  }),
  compare: (one, other) => orderOf(one) - orderOf(other) || kindLayout.compare(one, other),
  isKindTold: () => false,
  isNamespaceTold: true,
};

const orderOf = (object: KubeObject): number => kindLayout.headOf(object)?.order ?? 0;

const isOfCluster = ({ kind, group }: { readonly kind: string; readonly group: string }) =>
  knownKind(kind, group)?.role !== "canary";
