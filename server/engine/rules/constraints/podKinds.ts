/** Where the kinds that start pods hold their pod. */
export const pods: readonly PodKind[] = [
  { kind: "v1 Pod", at: "spec" },
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((it) => ({
    kind: `apps/v1 ${it}`,
    at: "spec.template.spec",
  })),
  { kind: "batch/v1 Job", at: "spec.template.spec" },
  { kind: "batch/v1 CronJob", at: "spec.jobTemplate.spec.template.spec" },
];

export interface PodKind {
  readonly kind: string;
  readonly at: string;
}
