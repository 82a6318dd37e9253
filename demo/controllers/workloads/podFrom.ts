import { field, isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { namespaceOf } from "../../apiserver/objects/metadata.ts";
import { ownerReferencesTo } from "./owned.ts";

/** A pod made of the template of its owner. */
export function podFrom(
  owner: JsonObject,
  template: JsonObject,
  name: { readonly name: string } | { readonly generateName: string },
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
    spec: { ...(field(template, "spec") as JsonObject), ...spec },
  };
}
