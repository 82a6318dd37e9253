/**
 * How much a version is preferred: v2 before v1 before v1beta2 before v1beta1 before v1alpha1, all else last.
 *
 * https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
export function priorityOf(version: string): number {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  if (major === undefined) return 0;
  const level = stage === undefined ? 3 : stage === "beta" ? 2 : 1;
  return level * 1_000_000 + Number(major) * 1000 + Number(minor ?? 0);
}
