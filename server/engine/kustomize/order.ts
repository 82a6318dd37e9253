import type { BuiltObject } from "./built.ts";
import { idOf, type ResId } from "./id.ts";

/** The kinds that come first and last; all others are alike. */
export interface KindOrder {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

/** kustomize's own: https://github.com/kubernetes-sigs/kustomize (`SortOrderTransformer`) */
export const LEGACY_ORDER: KindOrder = {
  first: [
    "Namespace",
    "ResourceQuota",
    "StorageClass",
    "CustomResourceDefinition",
    "ServiceAccount",
    "PodSecurityPolicy",
    "Role",
    "ClusterRole",
    "RoleBinding",
    "ClusterRoleBinding",
    "ConfigMap",
    "Secret",
    "Endpoints",
    "Service",
    "LimitRange",
    "PriorityClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Deployment",
    "StatefulSet",
    "CronJob",
    "PodDisruptionBudget",
  ],
  last: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
};

/** Objects by kind, then group and version, then namespace and name. */
export function inLegacyOrder(
  objects: readonly BuiltObject[],
  order: KindOrder = LEGACY_ORDER,
): readonly BuiltObject[] {
  const ranks = ranksOf(order);
  const keys = objects.map((object) => sortKey(object, ranks));
  return keys.sort(compare).map((it) => it.object);
}

/** Where the objects of a kind stand in kustomize's own order: below 0 before all others, above 0 behind them. */
export const legacyRank = (kind: string): number => LEGACY_RANKS.get(kind) ?? 0;

function ranksOf({ first, last }: KindOrder): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, index) => [kind, index - first.length] as const),
    ...last.map((kind, index) => [kind, index + 1] as const),
  ]);
}

const LEGACY_RANKS = ranksOf(LEGACY_ORDER);

interface SortKey {
  readonly object: BuiltObject;
  readonly id: ResId;
  readonly rank: number;
  readonly type: string;
  readonly name: string;
}

function sortKey(object: BuiltObject, ranks: ReadonlyMap<string, number>): SortKey {
  const id = idOf(object);
  return {
    object,
    id,
    rank: ranks.get(id.kind) ?? 0,
    type: `${id.group || "~G"}_${id.version || "~V"}_${id.kind || "~K"}`,
    name: `${id.namespace || "~X"}|${id.name || "~N"}`,
  };
}

function compare(a: SortKey, b: SortKey): number {
  if (a.type === b.type) return compareText(a.name, b.name);
  if (a.rank !== b.rank) return a.rank - b.rank;
  const namespaces = a.id.kind === "Namespace" && b.id.kind === "Namespace";
  const reversed = namespaces && (a.id.group === "" || b.id.group === "");
  return reversed ? compareText(b.type, a.type) : compareText(a.type, b.type);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
