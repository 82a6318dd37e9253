import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { json } from "./json.ts";
import type { KubeObject } from "./kubeObject.ts";

/** One object that a Kustomization, HelmRelease or ResourceSet applied. */
export interface InventoryEntry extends ObjectIdentity {
  readonly version: string;
}

/**
 * What an object applied. An id is `namespace_name_group_kind`, read from the right, where a colon in
 * the name is written as two underscores.
 *
 * https://github.com/fluxcd/cli-utils/blob/main/pkg/object/objmetadata.go
 */
export function inventory(object: KubeObject): readonly InventoryEntry[] {
  return json.list(json.at(object.status, "inventory", "entries")).flatMap((entry) => {
    const id = json.text(json.at(entry, "id"));
    const read = id === undefined ? undefined : identityOfId(id);
    return read ? [{ ...read, version: json.text(json.at(entry, "v")) ?? "" }] : [];
  });
}

function identityOfId(id: string): ObjectIdentity | undefined {
  const match = /^([^_]*)_(.+)_([^_]*)_([^_]+)$/.exec(id);
  if (!match) return undefined;
  const [, namespace = "", name = "", group = "", kind = ""] = match;
  return { group, kind, ...(namespace ? { namespace } : {}), name: name.replaceAll("__", ":") };
}
