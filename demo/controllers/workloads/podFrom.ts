import { field, isObject, type JsonObject, listOf } from "../../../server/engine/canary/json.ts";
import { namespaceOf } from "../../apiserver/objects/metadata.ts";
import { ownerReferencesTo } from "./owned.ts";

/** A pod made of the template of its owner. */
export function podFrom(
  owner: JsonObject,
  template: JsonObject,
  name: { readonly name?: string; readonly generateName: string },
  spec: JsonObject = {},
): JsonObject {
  const { labels, annotations, finalizers } = isObject(template.metadata) ? template.metadata : {};
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...name,
      namespace: namespaceOf(owner),
      ...(labels !== undefined && { labels }),
      ...(annotations !== undefined && { annotations }),
      ...(finalizers !== undefined && { finalizers }),
      ownerReferences: ownerReferencesTo(owner),
    },
    spec: admitted({ ...(field(template, "spec") as JsonObject), ...spec }),
  };
}

/** What the API server adds to every pod that is made: its account, its priority, how long it stays on a node that is lost. */
function admitted(spec: JsonObject): JsonObject {
  const account = spec.serviceAccountName ?? "default";
  const tolerated = listOf(spec.tolerations);
  const knows = (key: string): boolean =>
    tolerated.some((it) => field(it, "key") === `node.kubernetes.io/${key}`);
  const lost = (key: string): JsonObject => ({
    key: `node.kubernetes.io/${key}`,
    operator: "Exists",
    effect: "NoExecute",
    tolerationSeconds: 300,
  });
  return {
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: "PreemptLowerPriority",
    ...spec,
    serviceAccountName: account,
    serviceAccount: account,
    tolerations: [
      ...tolerated,
      ...["not-ready", "unreachable"].filter((it) => !knows(it)).map(lost),
    ],
  };
}
