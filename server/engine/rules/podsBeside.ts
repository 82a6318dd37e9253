import type { Facts } from "../facts.ts";
import { labelsFound, labelsOfPods, podsFact } from "../facts.ts";
import { dirname } from "../path.ts";
import { isLeftOut, namespacesOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";

/** What starts pods, as a build gives it or a file says it. */
export type Workload = Resource;

/** The workloads beside a Service or PodDisruptionBudget whose pods have all the labels that it selects by. */
export function podsFoundBy(resource: Resource, view: View): readonly Workload[] {
  const labels = labelsFound(resource);
  const fits = (it: Facts) => {
    const own = labelsOfPods(it);
    return labels.every((label) => own.includes(label));
  };
  const home = homeOf(resource, view);
  if (home === undefined || labels.length === 0) return [];
  // Files say most labels as they are built. Only where none fits, all that is there is looked at.
  const rarest = rarestOf(labels, view);
  const found = rarest === undefined ? [] : (havingLabel(rarest, view).get(home) ?? []);
  const fitting = found.filter(fits);
  return fitting.length > 0 ? fitting : podsBeside(resource, view).filter(fits);
}

/** All that starts pods in the cluster and namespace of an object. */
export function podsBeside(resource: Resource, view: View): readonly Workload[] {
  const home = homeOf(resource, view);
  return home === undefined ? [] : (everywhere(view).get(home) ?? []);
}

/** The label that the fewest workloads have in their files, if any has. */
function rarestOf(labels: readonly string[], view: View): string | undefined {
  let rarest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const label of labels) {
    const count = view.derived(`count of pods ${label}`, (it) => it.withFact(factOf(label)).length);
    if (count === 0 || count >= least) continue;
    rarest = label;
    least = count;
  }
  return rarest;
}

const factOf = (label: string): string => {
  const [key = "", ...value] = label.split("=");
  return podsFact(key, value.join("="));
};

type ByHome = ReadonlyMap<string, readonly Workload[]>;

const havingLabel = (label: string, view: View): ByHome =>
  view.derived(`homes of pods ${label}`, (it) => byHome(it.withFact(factOf(label)), it));

const everywhere = (view: View): ByHome =>
  view.derived("homes of pods", (it) =>
    byHome(
      STARTERS.flatMap(([group, kind]) => it.ofKind(group, kind)),
      it,
    ),
  );

const STARTERS: readonly (readonly [group: string, kind: string])[] = [
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((it) => ["apps", it] as const),
  ["batch", "Job"],
  ["batch", "CronJob"],
  ["argoproj.io", "Rollout"],
  ["", "Pod"],
];

function byHome(written: readonly Resource[], view: View): ByHome {
  const out = new Map<string, Workload[]>();
  for (const it of written.flatMap((each) => becoming(each, view))) {
    const home = homeOf(it, view);
    if (home === undefined) continue;
    const there = out.get(home);
    if (there) there.push(it);
    else out.set(home, [it]);
  }
  return out;
}

/** What builds make of it; itself where none takes it up. */
function becoming(it: Resource, view: View): readonly Resource[] {
  if (it.name === "" || standingOf(it, view) !== "object") return [];
  const built = view.builtFrom(it);
  if (built.length > 0) return built;
  return isLeftOut(it, view) ? [] : [it];
}

/**
 * Names the namespace of a cluster, or of a build that no cluster leads to. Of what nothing builds: the namespace that
 * it says, or the folder where it says none. `undefined` where the namespace is not known.
 */
function homeOf(it: Resource, view: View): string | undefined {
  const [namespace, ...others] = namespacesOf(it, view) ?? [];
  if (others.length > 0) return undefined;
  if (it.built) {
    const { cluster, id } = it.built.rendering;
    return `${cluster === undefined ? `build ${id}` : `cluster ${cluster}`} ${namespace ?? ""}`;
  }
  return namespace === undefined ? `folder ${dirname(it.path)}` : `files ${namespace}`;
}
