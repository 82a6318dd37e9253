import { memo } from "../../memo.ts";
import type { Resource } from "../../resource.ts";
import { writtenOf } from "../../targets.ts";
import type { View } from "../../view.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { neighboursAmong } from "./neighboursAmong.ts";
import { isCanary } from "./requestMatch.ts";

/** Deployments and DaemonSets: what a Canary may target and Flagger copies. */
export const isWorkload = ({ group, kind }: Resource): boolean =>
  group === "apps" && (kind === "Deployment" || kind === "DaemonSet");

/** The Canary whose target this workload surely is; `undefined` where there is none, or more than one. */
export function targetedBy(workload: Resource, view: View): CanaryReading | undefined {
  const known = canaries(view);
  let found = known.get(workload);
  if (!found) {
    found = { canary: find(workload, view) };
    known.set(workload, found);
  }
  return found.canary;
}

const canaries = memo(
  (_: View) => new WeakMap<Resource, { readonly canary: CanaryReading | undefined }>(),
);

function find(workload: Resource, view: View): CanaryReading | undefined {
  const { group, kind, name } = workload;
  // Builds change the name here and there alike.
  const written = writtenOf(workload)?.name ?? name;
  const namers = view
    .namersOf(group, kind, written)
    .map(({ resource }) => resource)
    .filter(isCanary);
  const all = neighboursAmong(workload, namers, view)
    .map((it) => canaryOf(it, view))
    .filter(
      ({ targetReference: it }) => it?.text === name && it.group === group && it.kind === kind,
    );
  return all.length === 1 ? all[0] : undefined;
}
