import { json } from "./json.ts";
import type { KubeObject } from "./kubeObject.ts";

/** One of the sentences in which a controller tells how an object is. */
export interface Condition {
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly since?: string;
  readonly observedGeneration?: number;
}

export function conditionOf(object: KubeObject, type: string): Condition | undefined {
  const found = json.list(object.status.conditions).find((it) => json.at(it, "type") === type);
  const fields = json.fields(found);
  const { status } = fields;
  if (status !== "True" && status !== "False" && status !== "Unknown") return undefined;
  const since = json.text(fields.lastTransitionTime);
  const observedGeneration = json.number(fields.observedGeneration);
  return {
    status,
    reason: json.text(fields.reason) ?? "",
    message: json.text(fields.message) ?? "",
    ...(since ? { since } : {}),
    ...(observedGeneration === undefined ? {} : { observedGeneration }),
  };
}

/** Whether what the conditions say is about the object as it stands. */
export function isObserved(object: KubeObject, ready: Condition): boolean {
  const { generation } = object.metadata;
  const observed = json.number(object.status.observedGeneration) ?? ready.observedGeneration;
  return generation === undefined || observed === undefined || observed === generation;
}
