import { isObject, type JsonObject, listOf } from "../../../server/engine/canary/json.ts";
import { servedKinds, timestamp } from "../cluster.ts";
import type { Kind } from "../kind.ts";
import {
  finalizersOf,
  isTerminating,
  metadataOf,
  nameOf,
  namespaceOf,
  uidOf,
  withMetadata,
} from "../objects/metadata.ts";
import { refusals } from "../refusals.ts";
import { type Stored, storeKey } from "../store.ts";
import type { Target } from "../target.ts";
import { existing } from "./existing.ts";
import { emptyNamespace, leaveNamespace } from "./namespaces.ts";
import { type DeleteOptions, deleteOptions } from "./options.ts";

/** What a deletion answers: the object while something still holds it, otherwise what was deleted. */
export interface Removed {
  readonly object: JsonObject;
  readonly isGone: boolean;
}

export function remove(target: Target, options: DeleteOptions = deleteOptions(target)): Removed {
  const object = existing(target);
  checkPreconditions(target, object, options);
  if (options.dryRun) return { object, isGone: target.kind.plural !== "namespaces" };
  if (target.kind.plural === "namespaces") {
    const ended = emptyNamespace(target, object, (kind, it) =>
      removeOther(target, { kind, object: it }, "Background"),
    );
    return { object: ended, isGone: false };
  }
  const finalizers = [...new Set([...finalizersOf(object), ...added(options, target, object)])];
  if (options.propagation === "Orphan") {
    for (const it of dependantsOf(target, uidOf(object))) disown(target, it, uidOf(object));
  }
  if (finalizers.length === 0) {
    const gone = removeNow(target, object);
    // The server keeps the object until its dependants are let go, and answers with that.
    return options.propagation === "Orphan"
      ? { object: terminating(object, target, ["orphan"]), isGone: false }
      : { object: gone, isGone: true };
  }
  const held = isTerminating(object)
    ? object
    : target.cluster.store.put(target.kind.storage, storeKey(target.namespace, target.name), {
        ...terminating(object, target, finalizers),
      });
  return settled(target, held);
}

/** Dependants go first, then their owner; with the last one it goes itself. */
function settled(target: Target, held: JsonObject): Removed {
  const { cluster, kind, namespace, name } = target;
  if (finalizersOf(held).includes("foregroundDeletion")) {
    for (const it of dependantsOf(target, uidOf(held))) removeOther(target, it, "Foreground");
    const now = cluster.store.get(kind.storage, storeKey(namespace, name));
    if (!now) return { object: held, isGone: true };
    release(target, now);
    return { object: held, isGone: !cluster.store.get(kind.storage, storeKey(namespace, name)) };
  }
  return { object: held, isGone: false };
}

/** Takes the hold of a foreground deletion away where no dependant is left. */
function release(target: Target, owner: JsonObject): void {
  if (dependantsOf(target, uidOf(owner)).length > 0) return;
  const finalizers = finalizersOf(owner).filter((it) => it !== "foregroundDeletion");
  if (finalizers.length === finalizersOf(owner).length) return;
  const { cluster, kind, namespace, name } = target;
  const released = withMetadata(owner, {
    finalizers: finalizers.length > 0 ? finalizers : undefined,
  });
  if (finalizers.length === 0) removeNow(target, released);
  else cluster.store.put(kind.storage, storeKey(namespace, name), released);
}

const added = ({ propagation }: DeleteOptions, target: Target, object: JsonObject): string[] =>
  propagation === "Foreground" && dependantsOf(target, uidOf(object)).length > 0
    ? ["foregroundDeletion"]
    : [];

const terminating = (
  object: JsonObject,
  { cluster }: Target,
  finalizers: readonly string[],
): JsonObject => {
  const { generation } = metadataOf(object);
  return withMetadata(object, {
    deletionTimestamp: timestamp(cluster.now()),
    deletionGracePeriodSeconds: 0,
    finalizers,
    ...(typeof generation === "number" && { generation: generation + 1 }),
  });
};

function checkPreconditions(
  { kind, name }: Target,
  object: JsonObject,
  { uid, resourceVersion }: DeleteOptions,
): void {
  if (uid !== undefined && uid !== uidOf(object)) {
    refusals.notMeant(kind, name, "UID", uid, uidOf(object));
  }
  const version = String(metadataOf(object).resourceVersion);
  if (resourceVersion !== undefined && resourceVersion !== version) {
    refusals.notMeant(kind, name, "ResourceVersion", resourceVersion, version);
  }
}

/** The object is gone, and with it what belongs to it alone. */
export function removeNow(target: Target, object: JsonObject): JsonObject {
  const { cluster, kind } = target;
  const key = storeKey(namespaceOf(object), nameOf(object));
  const dependants = dependantsOf(target, uidOf(object));
  const { resourceVersion } = metadataOf(cluster.store.remove(kind.storage, key) ?? object);
  const gone = withMetadata(object, { resourceVersion });
  if (kind.plural === "customresourcedefinitions") removeAllOf(target, object);
  for (const it of dependants) {
    if (ownersLeft(target, it.object).length === 0) removeOther(target, it, "Background");
    else disown(target, it, uidOf(object));
  }
  for (const owner of waitingOwners(target, object)) {
    release(
      {
        ...target,
        kind: owner.kind,
        namespace: namespaceOf(owner.object),
        name: nameOf(owner.object),
      },
      owner.object,
    );
  }
  leaveNamespace(target, namespaceOf(object));
  return gone;
}

interface Kept {
  readonly kind: Kind;
  readonly object: JsonObject;
}

const ownersOf = (object: JsonObject): readonly JsonObject[] =>
  listOf(metadataOf(object).ownerReferences).filter(isObject);

/** What is kept, with its kind in one of its versions. */
function known({ cluster }: Target, stored: Stored | undefined): readonly Kept[] {
  const kind = stored && servedKinds(cluster).find((it) => it.storage === stored.storage);
  return kind ? [{ kind, object: stored.object }] : [];
}

const dependantsOf = (target: Target, uid: string): readonly Kept[] =>
  target.cluster.store.ownedBy(uid).flatMap((it) => known(target, it));

const ownersLeft = ({ cluster }: Target, object: JsonObject): readonly JsonObject[] =>
  ownersOf(object).filter((it) => cluster.store.withUid(String(it.uid)) !== undefined);

const waitingOwners = (target: Target, object: JsonObject): readonly Kept[] =>
  ownersOf(object)
    .flatMap((it) => known(target, target.cluster.store.withUid(String(it.uid))))
    .filter((it) => finalizersOf(it.object).includes("foregroundDeletion"));

function removeOther(
  target: Target,
  { kind, object }: Kept,
  propagation: DeleteOptions["propagation"],
): void {
  const place = {
    ...target,
    kind,
    namespace: namespaceOf(object),
    name: nameOf(object),
    subresource: "",
  };
  const isThere = target.cluster.store.get(kind.storage, storeKey(place.namespace, place.name));
  if (isThere)
    remove(place, { dryRun: false, propagation, uid: undefined, resourceVersion: undefined });
}

function disown({ cluster }: Target, { kind, object }: Kept, uid: string): void {
  const left = ownersOf(object).filter((it) => it.uid !== uid);
  const ownerReferences = left.length > 0 ? left : undefined;
  const key = storeKey(namespaceOf(object), nameOf(object));
  cluster.store.put(kind.storage, key, withMetadata(object, { ownerReferences }));
}

/** With a definition go all objects of its kind. */
function removeAllOf({ cluster }: Target, definition: JsonObject): void {
  const { spec } = definition;
  if (!isObject(spec) || !isObject(spec.names)) return;
  const storage = `${String(spec.group)}/${String(spec.names.plural)}`;
  for (const [key] of cluster.store.list(storage)) cluster.store.remove(storage, key);
}
