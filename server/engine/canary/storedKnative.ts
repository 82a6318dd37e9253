import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "./json.ts";

/**
 * A Knative Service with the status that its controller would give it at once: the revision that was made last, and where the
 * traffic goes.
 *
 * https://knative.dev/docs/serving/reference/serving-api/
 */
export function storedKnative(object: JsonObject): JsonObject {
  const status = isObject(object.status) ? object.status : {};
  const name = stringOf(field(object, "metadata", "name"));
  const latest = stringOf(status.latestCreatedRevisionName) || `${name}-00001`;
  const asked = listOf(field(object, "spec", "traffic"));
  const traffic = (asked.length > 0 ? asked : EVERYTHING).map((it) => applied(it, latest));
  return { ...object, status: { ...status, latestCreatedRevisionName: latest, traffic } };
}

const EVERYTHING: readonly Json[] = [{ latestRevision: true, percent: 100 }];

function applied(target: Json, latest: string): Json {
  if (!isObject(target)) return target;
  const isLatest = target.latestRevision === true;
  return {
    ...target,
    latestRevision: isLatest,
    revisionName: isLatest ? latest : stringOf(target.revisionName),
  };
}
