import { canariesOf } from "../canary/scenario/canariesOf.ts";
import type { Resource } from "../resource.ts";
import { canaryOf } from "../rules/flagger/canary.ts";
import { isCanary } from "../rules/flagger/requestMatch.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { canaryPicture, type Drawn } from "./canaryPicture.ts";
import { plainPicture } from "./plainPicture.ts";

/**
 * Which Services find which pods by which labels around a Canary, Service or workload.
 *
 * @param isWhole many that only stand near have boxes of their own, too
 */
export function picture(workspace: Workspace, subject: Resource, isWhole: boolean): Drawn {
  if (isCanary(subject)) return canaryPicture(workspace, subject, isWhole);
  const canary = canaryAround(subject, viewOf(workspace));
  return canary
    ? canaryPicture(workspace, canary, isWhole)
    : plainPicture(workspace, subject, isWhole);
}

/** The Canary that has this for a target, or one of its Services. */
function canaryAround(subject: Resource, view: View): Resource | undefined {
  return canariesOf(view).find((it) => {
    if (it.namespace !== subject.namespace || !isOneCluster(it, subject)) return false;
    const { targetReference, targetName, apex } = canaryOf(it, view);
    if (subject.kind === targetReference?.kind && subject.name === targetName) return true;
    if (subject.kind !== "Service" || apex === undefined) return false;
    return [apex, `${apex}-primary`, `${apex}-canary`].includes(subject.name);
  });
}

const isOneCluster = (a: Resource, b: Resource): boolean =>
  a.built?.rendering.id === b.built?.rendering.id ||
  a.built?.rendering.cluster === b.built?.rendering.cluster;
