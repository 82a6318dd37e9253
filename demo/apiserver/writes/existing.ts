import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { refusals } from "../refusals.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";

/** The object that a write is about, as it is kept. */
export function existing({ cluster, kind, namespace, name }: Target): JsonObject {
  return (
    cluster.store.get(kind.storage, storeKey(namespace, name)) ?? refusals.notFound(kind, name)
  );
}
