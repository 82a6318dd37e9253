import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { dependenciesOf, sourcesOf } from "../api/references.ts";
import { kindLayout } from "./kindLayout.ts";
import { byName, type Head, type Layout } from "./layout.ts";

/**
 * What comes first stands above: sources, under each what is made of it, and under that what waits for
 * it. Whatever has several things to wait for stands under the one that comes last.
 */
export const dependencyLayout: Layout = {
  takes: kindLayout.takes,
  get heads() {
    return heads;
  },
  headOf: (object) => (isOfFlow(object) ? flow : kindLayout.headOf(object)),
  compare: (one, other) => (isOfFlow(one) ? byName(one, other) : kindLayout.compare(one, other)),
  linksOf: (object) =>
    isOfFlow(object) ? [...sourcesOf(object), ...dependenciesOf(object)].map(keyOf) : [],
  isKindTold: (_, head) => head === "controllers",
  isNamespaceTold: false,
};

const isFlowRole = (role: string | undefined) => role === "source" || role === "applier";

const isOfFlow = ({ kind, apiVersion }: KubeObject): boolean =>
  isFlowRole(knownKind(kind, groupOf(apiVersion))?.role);

const flow: Head = {
  name: "flow",
  label: "What Follows from What",
  icon: "type-hierarchy-sub",
  order: -1,
  watches: ({ resource: { kind, group } }) => isFlowRole(knownKind(kind, group)?.role),
};

/** Those of the kinds that stand in the flow would be empty. */
const inFlow: ReadonlySet<string> = new Set(["sources", "kustomizations", "releases"]);

const heads: readonly Head[] = [flow, ...kindLayout.heads.filter(({ name }) => !inFlow.has(name))];
