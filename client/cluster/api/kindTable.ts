import type { Change } from "./change.ts";
import type { KubeObject } from "./kubeObject.ts";
import { ownershipsOf } from "./ownership.ts";

/** Objects of one kind in one namespace, found by name and by what owns them; kept change by change. */
export interface KindTable {
  readonly take: (changes: readonly Change[]) => void;
  readonly withUid: (uid: string) => KubeObject | undefined;
  readonly named: (name: string) => KubeObject | undefined;
  /** @param uid of the owner */
  readonly ownedBy: (uid: string) => Iterable<KubeObject>;
}

export function kindTable(first: Iterable<KubeObject>): KindTable {
  const byUid = new Map<string, KubeObject>();
  const byName = new Map<string, KubeObject>();
  const byOwner = new Map<string, Map<string, KubeObject>>();
  const put = (object: KubeObject) => {
    const { name, uid } = object.metadata;
    byUid.set(uid, object);
    byName.set(name, object);
    for (const owner of ownershipsOf(object)) {
      const own = byOwner.get(owner.uid) ?? new Map<string, KubeObject>();
      byOwner.set(owner.uid, own.set(uid, object));
    }
  };
  const drop = (uid: string) => {
    const before = byUid.get(uid);
    if (!before) return;
    const { name } = before.metadata;
    byUid.delete(uid);
    // One of the same name may have come before the end of this one is told.
    if (byName.get(name) === before) byName.delete(name);
    for (const owner of ownershipsOf(before)) {
      const own = byOwner.get(owner.uid);
      own?.delete(uid);
      if (own?.size === 0) byOwner.delete(owner.uid);
    }
  };
  for (const object of first) put(object);
  return {
    take(changes) {
      for (const { type, object } of changes) {
        drop(object.metadata.uid);
        if (type !== "removed") put(object);
      }
    },
    withUid: (uid) => byUid.get(uid),
    named: (name) => byName.get(name),
    ownedBy: (uid) => byOwner.get(uid)?.values() ?? [],
  };
}
