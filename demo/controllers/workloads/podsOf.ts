import { field, isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import type { Inside } from "../../apiserver/inside.ts";
import { namespaceOf, textsOf } from "../../apiserver/objects/metadata.ts";

/** The pods that a Service selects; none where it has no selector. */
export const podsOf = (service: JsonObject, inside: Inside): readonly JsonObject[] =>
  inside.list("v1", "Pod").filter((it) => selects(service, it));

/** Does a Service select a pod? */
export function selects(service: JsonObject, pod: JsonObject): boolean {
  const selector = field(service, "spec", "selector");
  if (!isObject(selector) || namespaceOf(service) !== namespaceOf(pod)) return false;
  const labels = textsOf(pod, "labels");
  return Object.entries(selector).every(([key, it]) => labels[key] === it);
}
