import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { servedKinds, timestamp } from "../cluster.ts";
import type { Kind } from "../kind.ts";
import {
  finalizersOf,
  isTerminating,
  nameOf,
  namespaceOf,
  withMetadata,
} from "../objects/metadata.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";

const NAMESPACES = "/namespaces";

/** A namespace that is deleted: all inside goes, and then the namespace, unless something holds on. */
export function emptyNamespace(
  target: Target,
  namespace: JsonObject,
  removeOther: (kind: Kind, object: JsonObject) => void,
): JsonObject {
  const { cluster } = target;
  const name = nameOf(namespace);
  const { status } = namespace;
  const ended = isTerminating(namespace)
    ? namespace
    : cluster.store.put(NAMESPACES, storeKey("", name), {
        ...withMetadata(namespace, { deletionTimestamp: timestamp(cluster.now()) }),
        status: { ...(isObject(status) && status), phase: "Terminating" },
      });
  for (const { kind, object } of contentOf(target, name)) removeOther(kind, object);
  leaveNamespace(target, name);
  return ended;
}

/** A namespace that ends is gone with the last object in it. */
export function leaveNamespace(target: Target, name: string): void {
  const { store } = target.cluster;
  const namespace = name === "" ? undefined : store.get(NAMESPACES, storeKey("", name));
  if (!namespace || !isTerminating(namespace) || finalizersOf(namespace).length > 0) return;
  if (contentOf(target, name).length > 0) return;
  store.remove(NAMESPACES, storeKey("", name));
}

function contentOf({ cluster }: Target, name: string) {
  const kinds = new Map<string, Kind>(servedKinds(cluster).map((it) => [it.storage, it]));
  return cluster.store.storages().flatMap((storage) => {
    const kind = kinds.get(storage);
    if (!kind?.namespaced) return [];
    return cluster.store
      .list(storage)
      .filter(([, it]) => namespaceOf(it) === name)
      .map(([, object]) => ({ kind, object }));
  });
}
