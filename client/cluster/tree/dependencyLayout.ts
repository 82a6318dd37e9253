import { knownKind } from "../api/kinds.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { dependenciesOf, sourcesOf } from "../api/references.ts";
import { headOf, kindLayout } from "./kindLayout.ts";
import { byName, type HeadBranch, type Layout, leaf, type ObjectBranch } from "./layout.ts";

/**
 * What comes first stands above: sources, under each what is made of it, and under that what waits for
 * it. Whatever has several things to wait for stands under the one that comes last.
 */
export const dependencyLayout: Layout = {
  takes: kindLayout.takes,
  branches(objects) {
    const flow = objects.filter(isOfFlow);
    const parents = parentsOf(flow);
    const under = new Map<KubeObject | undefined, KubeObject[]>();
    for (const object of flow) {
      const parent = parents.get(object);
      const others = under.get(parent);
      if (others) others.push(object);
      else under.set(parent, [object]);
    }
    const branchesUnder = (parent: KubeObject | undefined): readonly ObjectBranch[] =>
      [...(under.get(parent) ?? [])]
        .sort(byName)
        .map((object) => leaf(object, branchesUnder(object)));
    const others = kindLayout
      .branches(objects.filter((it) => !isOfFlow(it)))
      .filter((it) => it.type === "head");
    const flowHead: HeadBranch = {
      type: "head",
      name: "flow",
      label: "What Follows from What",
      icon: "type-hierarchy-sub",
      branches: branchesUnder(undefined),
      watches: ({ resource: { kind, group } }) => isFlowRole(knownKind(kind, group)?.role),
    };
    return [flowHead, ...others];
  },
  moves: (before, after) =>
    isOfFlow(after) && JSON.stringify(linksOf(before)) !== JSON.stringify(linksOf(after)),
  isKindTold: (_, head) =>
    head?.type === "head" && head.name !== "flow" && head.name === "controllers",
  isNamespaceTold: false,
};

const isFlowRole = (role: string | undefined) => role === "source" || role === "applier";

const isOfFlow = (object: KubeObject): boolean =>
  headOf(object) !== undefined &&
  isFlowRole(knownKind(object.kind, groupOf(object.apiVersion))?.role);

const linksOf = (object: KubeObject) =>
  [...sourcesOf(object), ...dependenciesOf(object)].map(keyOf);

/** For each object the one that comes last before it; none where it waits for nothing, or in a circle. */
function parentsOf(objects: readonly KubeObject[]): ReadonlyMap<KubeObject, KubeObject> {
  const byKey = new Map(objects.map((it) => [keyOf(identityOf(it)), it]));
  const found = new Map<KubeObject, KubeObject>();
  const depths = new Map<KubeObject, number>();
  const depthOf = (object: KubeObject, path: ReadonlySet<KubeObject>): number => {
    const known = depths.get(object);
    if (known !== undefined) return known;
    let depth = 0;
    const within = new Set(path).add(object);
    for (const key of linksOf(object)) {
      const before = byKey.get(key);
      if (!before || within.has(before)) continue;
      const here = depthOf(before, within) + 1;
      // The first of several that come equally late: sources are named first, so a dependency wins.
      if (here >= depth && !leadsBack(before, object, found)) {
        depth = here;
        found.set(object, before);
      }
    }
    depths.set(object, depth);
    return depth;
  };
  for (const object of objects) depthOf(object, new Set());
  return found;
}

/** Whether an object stands above another one already. */
function leadsBack(
  from: KubeObject,
  to: KubeObject,
  parents: ReadonlyMap<KubeObject, KubeObject>,
): boolean {
  for (let at: KubeObject | undefined = from; at; at = parents.get(at)) if (at === to) return true;
  return false;
}
