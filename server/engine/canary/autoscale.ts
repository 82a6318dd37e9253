import type { AutoscalerReference } from "./canary.ts";
import { field, isObject, stringOf } from "./json.ts";
import type { LiveCluster } from "./liveCluster.ts";
import { keyOf } from "./objectKey.ts";

/**
 * What a HorizontalPodAutoscaler does without knowing any load: it keeps the replicas within its limits, from its first look on,
 * and leaves a workload at zero alone.
 *
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation
 */
export function autoscale(cluster: LiveCluster, reference: AutoscalerReference, at: number): void {
  if (reference.kind !== "HorizontalPodAutoscaler") return;
  for (const name of [reference.name, `${reference.name}-primary`]) {
    const autoscaler = cluster.find({ kind: reference.kind, name });
    const target = stringOf(field(autoscaler, "spec", "scaleTargetRef", "name"));
    const workload = cluster.find({ kind: "Deployment", name: target });
    const replicas = field(workload, "spec", "replicas");
    if (!autoscaler || !workload || typeof replicas !== "number" || replicas <= 0) continue;
    const namespace = stringOf(field(autoscaler, "metadata", "namespace"));
    const born = cluster.changedAt(keyOf(reference.kind, namespace, name))?.at;
    if (born !== undefined && at - born < FIRST_LOOK) continue;
    const wanted = within(replicas, autoscaler.spec);
    if (wanted === replicas) continue;
    const spec = isObject(workload.spec) ? workload.spec : {};
    cluster.update({ ...workload, spec: { ...spec, replicas: wanted } }, "patch");
  }
}

/** Seconds between the birth of an autoscaler and its first decision. */
const FIRST_LOOK = 15;

function within(replicas: number, limits: Parameters<typeof field>[0]): number {
  const least = field(limits, "minReplicas");
  const most = field(limits, "maxReplicas");
  const raised = Math.max(replicas, typeof least === "number" ? least : 1);
  return typeof most === "number" && most > 0 ? Math.min(raised, most) : raised;
}
