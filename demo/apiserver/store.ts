import { field, type JsonObject, listOf, stringOf } from "../../server/engine/canary/json.ts";
import { uidOf } from "./objects/metadata.ts";

/** One change of one object, as watches replay it. */
export interface Change {
  readonly version: number;
  readonly storage: string;
  readonly key: string;
  /** `undefined`: the object is new. */
  readonly before: JsonObject | undefined;
  /** As it is now; as it was last, with the version of its deletion, where it is gone. */
  readonly object: JsonObject;
  readonly isDeleted: boolean;
}

/** An object and where it is kept. */
export interface Stored {
  readonly storage: string;
  readonly key: string;
  readonly object: JsonObject;
}

/** All objects, the one version that counts their changes, and the changes that are remembered. */
export interface Store {
  readonly version: () => number;
  /** The version before the oldest change that is remembered. */
  readonly oldest: () => number;
  readonly get: (storage: string, key: string) => JsonObject | undefined;
  /** The objects of one storage in the order of their keys; as they were at a version that is remembered. */
  readonly list: (storage: string, at?: number) => readonly (readonly [string, JsonObject])[];
  readonly storages: () => readonly string[];
  /** The object with this uid. */
  readonly withUid: (uid: string) => Stored | undefined;
  /** The objects that name this uid among their owners. */
  readonly ownedBy: (uid: string) => readonly Stored[];
  /** A store that holds the same now and goes its own way. */
  readonly fork: () => Store;
  /** Keeps an object under the next version, which the answer carries. */
  readonly put: (storage: string, key: string, object: JsonObject) => JsonObject;
  readonly remove: (storage: string, key: string) => JsonObject | undefined;
  readonly changesAfter: (version: number) => readonly Change[];
  /** Calls back after every change; the answer ends that. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
  /** Forgets what happened before now, so that older watches have to list again. */
  readonly compact: () => void;
  readonly listeners: () => number;
}

/** `namespace/name`; `/name` for what has no namespace. */
export const storeKey = (namespace: string, name: string): string => `${namespace}/${name}`;

const remembered = 20_000;

export const emptyStore = (): Store => storeOf(new Map(), 1);

/** A store that holds what another one held at a version. */
export function storeWith(all: readonly Stored[], version: number): Store {
  const storages: Storages = new Map();
  for (const { storage, key, object } of all) {
    const objects = storages.get(storage) ?? new Map<string, JsonObject>();
    storages.set(storage, objects.set(key, object));
  }
  return storeOf(storages, version);
}

type Storages = Map<string, Map<string, JsonObject>>;

function storeOf(storages: Storages, start: number): Store {
  const listeners = new Set<(change: Change) => void>();
  const index = indexOf(storages);
  let version = start;
  // What was before a fork is not remembered.
  let oldest = start === 1 ? 0 : start;
  let changes: Change[] = [];

  function tell(change: Change): void {
    changes.push(change);
    if (changes.length > 2 * remembered) {
      changes = changes.slice(-remembered);
      oldest = (changes[0]?.version ?? version) - 1;
    }
    for (const listener of [...listeners]) listener(change);
  }

  const objectsOf = (storage: string): Map<string, JsonObject> => {
    const known = storages.get(storage) ?? new Map<string, JsonObject>();
    storages.set(storage, known);
    return known;
  };

  return {
    version: () => version,
    oldest: () => oldest,
    get: (storage, key) => storages.get(storage)?.get(key),
    storages: () => [...storages.keys()],
    withUid: index.withUid,
    ownedBy: index.ownedBy,
    fork: () =>
      storeOf(new Map([...storages].map(([name, objects]) => [name, new Map(objects)])), version),
    list(storage, at = version) {
      const objects = new Map(storages.get(storage));
      for (let last = changes.length - 1; last >= 0; last--) {
        const change = changes[last];
        if (!change || change.version <= at) break;
        if (change.storage !== storage) continue;
        if (change.before) objects.set(change.key, change.before);
        else objects.delete(change.key);
      }
      return [...objects].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    },
    put(storage, key, object) {
      const objects = objectsOf(storage);
      const before = objects.get(key);
      const kept = withVersion(object, ++version);
      objects.set(key, kept);
      if (before) index.drop(before);
      index.add({ storage, key, object: kept });
      tell({ version, storage, key, before, object: kept, isDeleted: false });
      return kept;
    },
    remove(storage, key) {
      const before = storages.get(storage)?.get(key);
      if (!before) return undefined;
      objectsOf(storage).delete(key);
      index.drop(before);
      const object = withVersion(before, ++version);
      tell({ version, storage, key, before, object, isDeleted: true });
      return object;
    },
    changesAfter: (after) => changes.slice(indexAfter(changes, after)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    compact() {
      changes = [];
      oldest = version;
    },
    listeners: () => listeners.size,
  };
}

/** Objects by their uid, and by the uids of their owners. */
function indexOf(storages: Storages) {
  const byUid = new Map<string, Stored>();
  const byOwner = new Map<string, Map<string, Stored>>();
  const add = (stored: Stored) => {
    byUid.set(uidOf(stored.object), stored);
    for (const owner of ownersOf(stored.object)) {
      const owned = byOwner.get(owner) ?? new Map<string, Stored>();
      byOwner.set(owner, owned.set(uidOf(stored.object), stored));
    }
  };
  for (const [storage, objects] of storages) {
    for (const [key, object] of objects) add({ storage, key, object });
  }
  return {
    add,
    drop(object: JsonObject) {
      byUid.delete(uidOf(object));
      for (const owner of ownersOf(object)) byOwner.get(owner)?.delete(uidOf(object));
    },
    withUid: (uid: string): Stored | undefined => byUid.get(uid),
    ownedBy: (uid: string): readonly Stored[] => [...(byOwner.get(uid)?.values() ?? [])],
  };
}

const ownersOf = (object: JsonObject): readonly string[] =>
  listOf(field(object, "metadata", "ownerReferences")).map((it) => stringOf(field(it, "uid")));

const withVersion = (object: JsonObject, version: number): JsonObject => ({
  ...object,
  metadata: { ...(object.metadata as JsonObject), resourceVersion: String(version) },
});

function indexAfter(changes: readonly Change[], version: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.version ?? 0) <= version) low = middle + 1;
    else high = middle;
  }
  return low;
}
