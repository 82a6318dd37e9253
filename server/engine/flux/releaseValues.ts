import { FLUX_HELM } from "../identity.ts";
import { mappingOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { treeWithOrigins } from "./clusterObjects.ts";
import { type HelmValues, helmValues } from "./helmValues.ts";

export const isHelmRelease = ({ group, kind }: Resource): boolean =>
  group === FLUX_HELM && kind === "HelmRelease";

/**
 * The values of a HelmRelease as a build leaves it, or as its file says it. What is not sure to be one object that is
 * here counts as not known.
 */
export function releaseValues(view: View, release: Resource): HelmValues | undefined {
  const node = mappingOf(treeOfBuilt(release));
  if (!node) return undefined;
  return helmValues(node, release.namespace ?? "", (kind, name) => {
    const found = objectNamed(view, release, kind, name);
    const tree = found && treeOfBuilt(found);
    return tree ? { node: tree, sealed: found.sealed } : "unknown";
  });
}

/** The ConfigMap or Secret that `valuesFrom` names. */
export function objectNamed(
  view: View,
  release: Resource,
  kind: string,
  name: string,
): Resource | undefined {
  const reference = release.references.find(
    ({ row, kind: said, text }) =>
      row.at === "spec.valuesFrom[]" &&
      row.target.type === "object" &&
      said === kind &&
      text === name,
  );
  const resolution = reference && resolve(view, release, reference);
  if (resolution?.type !== "objects") return undefined;
  const { resources } = resolution;
  const build = release.built?.rendering.id;
  const own = resources.filter((it) => it.built && it.built.rendering.id === build);
  const [only, other] = own.length > 0 ? own : resources;
  return other ? undefined : only;
}

const treeOfBuilt = (it: Resource) => (it.built ? treeOf(it) : treeWithOrigins(it));
