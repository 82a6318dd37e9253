import { field, type JsonObject, stringOf } from "../canary/json.ts";
import { isScaledToZero } from "../canary/scaledToZero.ts";
import { stringsOf } from "../canary/stringsOf.ts";
import { memo } from "../memo.ts";

export type Labels = Readonly<Record<string, string>>;

/** The pods of a workload. */
export interface Pods {
  /** `Deployment/face` */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly labels: Labels;
  /** Of the selector of the workload; expressions left out. */
  readonly matchLabels: Labels;
  /** How many there are wanted; `nodes`: one on each. */
  readonly count: number | "nodes";
}

/** `undefined` for an object that is no workload. */
export const podsOf = memo((object: JsonObject): Pods | undefined => {
  const kind = stringOf(object.kind);
  if (!WORKLOADS.has(kind)) return undefined;
  const name = stringOf(field(object, "metadata", "name"));
  return {
    id: `${kind}/${name}`,
    kind,
    name,
    labels: stringsOf(field(object, "spec", "template", "metadata", "labels")),
    matchLabels: stringsOf(field(object, "spec", "selector", "matchLabels")),
    count: countOf(object, kind),
  };
});

const WORKLOADS: ReadonlySet<string> = new Set(["Deployment", "DaemonSet", "StatefulSet"]);

function countOf(object: JsonObject, kind: string): number | "nodes" {
  if (kind === "DaemonSet") return isScaledToZero(object) ? 0 : "nodes";
  const replicas = field(object, "spec", "replicas");
  return typeof replicas === "number" ? replicas : 1;
}

/** `3 pods`, `no pods now`, `a pod on each node` */
export function countWords({ count }: Pods): string {
  if (count === "nodes") return "a pod on each node";
  return count === 0 ? "no pods now" : count === 1 ? "1 pod" : `${count} pods`;
}
