/** The order in which Flux applies objects (flux.md §2.7; mirrored: github.com/fluxcd/pkg/ssa, sort.go). */
export interface Applied {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What must be ready before the next stage begins: 0 definitions, namespaces and cluster roles, 1 classes, 2 the rest. */
export function stageOf({ group, version, kind }: Applied): number {
  const low = kind.toLowerCase();
  const definition =
    (low === "customresourcedefinition" && group === "apiextensions.k8s.io") ||
    (low === "namespace" && group === "" && version === "v1") ||
    (low === "clusterrole" && group === "rbac.authorization.k8s.io");
  if (definition) return 0;
  return kind.endsWith("Class") ? 1 : 2;
}

export function compareApplied(a: Applied, b: Applied): number {
  return (
    stageOf(a) - stageOf(b) ||
    rankOf(a.kind) - rankOf(b.kind) ||
    compareTexts(a.group, b.group) ||
    compareTexts(a.kind, b.kind) ||
    compareTexts(a.namespace, b.namespace) ||
    compareTexts(a.name, b.name)
  );
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

const FIRST = [
  "CustomResourceDefinition",
  "Namespace",
  "ClusterRole",
  "ClusterClass",
  "RuntimeClass",
  "PriorityClass",
  "StorageClass",
  "VolumeSnapshotClass",
  "IngressClass",
  "GatewayClass",
  "ClusterRoleBinding",
  "ResourceQuota",
  "ServiceAccount",
  "Role",
  "RoleBinding",
  "ConfigMap",
  "Secret",
  "Service",
  "LimitRange",
  "Deployment",
  "StatefulSet",
  "CronJob",
  "PodDisruptionBudget",
];

const LAST = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

const RANKS: ReadonlyMap<string, number> = new Map([
  ...FIRST.map((it, index) => [it, index - FIRST.length] as const),
  ...LAST.map((it, index) => [it, index + 1] as const),
]);

const rankOf = (kind: string): number => RANKS.get(kind) ?? 0;
