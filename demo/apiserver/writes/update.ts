import { isObject, type JsonObject, listOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../cluster.ts";
import { managedUpdate } from "../fields/managed.ts";
import { unmanaged } from "../fields/managers.ts";
import { apiVersionOf } from "../kind.ts";
import {
  finalizersOf,
  isTerminating,
  metadataOf,
  nameOf,
  namespaceOf,
  uidOf,
  withMetadata,
} from "../objects/metadata.ts";
import { same } from "../objects/same.ts";
import { refusals } from "../refusals.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";
import { kept, served } from "../versions.ts";
import { allotted } from "./allotted.ts";
import { existing } from "./existing.ts";
import type { WriteOptions } from "./options.ts";
import { type Prepared, shaped, succeeding, validate } from "./prepared.ts";
import { removeNow } from "./remove.ts";

/** Puts what a client sent in place of what there is. `managed`: it says already who set what. */
export function update(
  target: Target,
  sent: JsonObject,
  options: WriteOptions,
  managed = false,
): Prepared {
  const { kind, cluster } = target;
  const stored = existing(target);
  const before = served(stored, kind);
  const { object: shapedObject, warnings } = shaped(sent, target, options);
  checkVersion(target, sent, stored);
  const object = succeeding(partOf(shapedObject, before, target), before, target);
  validate(object, before, kind);
  const whole = managed
    ? object
    : managedUpdate(before, withManagersOf(before, object), changer(target, options));
  const complete = allotted(whole, target);
  const result =
    same(unmanaged(before), unmanaged(complete)) && sameManagers(before, complete)
      ? stored
      : kept(complete, kind);
  if (options.dryRun) return { object: result, warnings };
  if (result === stored) return { object: stored, warnings };
  if (isTerminating(result) && finalizersOf(result).length === 0 && kind.plural !== "namespaces") {
    return { object: removeNow(target, result), warnings };
  }
  const key = storeKey(namespaceOf(result), nameOf(result));
  return { object: cluster.store.put(kind.storage, key, result), warnings };
}

const sameManagers = (a: JsonObject, b: JsonObject): boolean =>
  same(metadataOf(a).managedFields, metadataOf(b).managedFields);

/** A client that says nothing of managers keeps them; one that says something may rewrite them. */
const withManagersOf = (before: JsonObject, object: JsonObject): JsonObject => {
  const said = listOf(metadataOf(object).managedFields);
  const { managedFields } = said.length > 0 ? metadataOf(object) : metadataOf(before);
  return withMetadata(object, { managedFields });
};

/** Who changes the object in a plain write. */
export function changer({ kind, cluster, subresource }: Target, options: WriteOptions) {
  return {
    name: options.fieldManager,
    operation: "Update" as const,
    apiVersion: apiVersionOf(kind),
    subresource,
    time: timestamp(cluster.now()),
    schema: kind.schema,
    hasStatus: kind.subresources.includes("status"),
  };
}

function checkVersion(target: Target, sent: JsonObject, stored: JsonObject): void {
  const { resourceVersion, uid } = metadataOf(sent);
  if (uid !== undefined && uid !== "" && uid !== uidOf(stored)) {
    refusals.conflict(
      target.kind,
      target.name,
      `Precondition failed: UID in precondition: ${String(uid)}, UID in object meta: ${uidOf(stored)}`,
    );
  }
  if (typeof resourceVersion !== "string" || resourceVersion === "") {
    if (!target.kind.isCustom || target.request.method !== "PUT") return;
    refusals.unversioned(target.kind, target.name);
  }
  if (resourceVersion !== metadataOf(stored).resourceVersion) {
    refusals.modified(target.kind, target.name);
  }
}

/** Only the part that the resource may write: the status, or all but the status. */
function partOf(sent: JsonObject, before: JsonObject, { kind, subresource }: Target): JsonObject {
  if (!kind.subresources.includes("status")) return sent;
  if (subresource !== "status") {
    const { status: _, ...rest } = sent;
    return isObject(before.status) ? { ...rest, status: before.status } : rest;
  }
  const { status: _, ...others } = before;
  const { managedFields, annotations } = metadataOf(sent);
  // The status of a Deployment is written together with its annotations, where its revision stands.
  const more = kind.plural === "deployments" ? { managedFields, annotations } : { managedFields };
  const rest = withMetadata(others, more);
  return sent.status === undefined ? rest : { ...rest, status: sent.status };
}
