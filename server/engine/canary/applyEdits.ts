import { memo } from "../memo.ts";
import { field, isObject, type JsonObject, listOf } from "./json.ts";
import type { LiveCluster } from "./liveCluster.ts";
import { mergePatch } from "./mergePatch.ts";
import type { Edit } from "./setup.ts";

/** What people do to the cluster. An edit of an object that is not there does nothing, as the API server refuses it. */
export function applyEdits(cluster: LiveCluster, edits: readonly Edit[], at: number): void {
  for (const edit of edits) {
    if (edit.edit === "create") {
      cluster.create(edit.object);
      continue;
    }
    const object = cluster.find(edit.object);
    if (!object) continue;
    if (edit.edit === "patch") cluster.update(patched(object)(edit.body), "patch");
    else if (listOf(field(object, "metadata", "finalizers")).length === 0) {
      cluster.remove(edit.object);
    } else cluster.update(marked(object, at), "patch");
  }
}

/** The same edit of the same object gives the same object, so that what is known of it is known of all rollouts that share it. */
const patched = memo((object: JsonObject) =>
  memo((body: JsonObject): JsonObject => mergePatch(object, body)),
);

/** An object with finalizers stays until they are gone. */
function marked(object: JsonObject, at: number): JsonObject {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata: { ...metadata, deletionTimestamp: `${at}` } };
}
