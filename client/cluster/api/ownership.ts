import { json } from "./json.ts";
import { groupOf, type KubeObject, keyOf } from "./kubeObject.ts";

/** What an object says of one that owns it. */
export interface Ownership {
  readonly uid: string;
  /** `keyOf` the owner. */
  readonly key: string;
}

export function ownershipsOf({ whole, metadata }: KubeObject): readonly Ownership[] {
  const { namespace } = metadata;
  const references = json.list(json.at(whole, "metadata", "ownerReferences"));
  return references.flatMap((it): readonly Ownership[] => {
    const { apiVersion, kind, name, uid } = json.fields(it);
    if (typeof kind !== "string" || typeof name !== "string") return [];
    const group = groupOf(json.text(apiVersion) ?? "");
    const key = keyOf({ group, kind, name, ...(namespace ? { namespace } : {}) });
    return [{ uid: json.text(uid) ?? "", key }];
  });
}
