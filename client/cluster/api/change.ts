import type { KubeObject } from "./kubeObject.ts";

/** The smallest thing that happened to one object. */
export type Change =
  | { readonly type: "added" | "changed"; readonly object: KubeObject }
  | { readonly type: "removed"; readonly object: KubeObject };

/** What an event of a watch changes in what is known; `undefined`: nothing. */
export function changeOf(
  type: string | undefined,
  object: KubeObject,
  known: KubeObject | undefined,
): Change | undefined {
  if (type === "DELETED") return known ? { type: "removed", object: known } : undefined;
  if (type !== "ADDED" && type !== "MODIFIED") return undefined;
  if (!known) return { type: "added", object };
  // A watch may tell again what the list told already.
  if (known.metadata.resourceVersion === object.metadata.resourceVersion) return undefined;
  return { type: "changed", object };
}

/** What a new list changes in our share of what is known. */
export function differences(
  found: readonly KubeObject[],
  objects: ReadonlyMap<string, KubeObject>,
  mine: ReadonlySet<string>,
): Change[] {
  const there = new Set(found.map(({ metadata }) => metadata.uid));
  const removed = [...mine].flatMap((uid): Change[] => {
    const object = objects.get(uid);
    return object && !there.has(uid) ? [{ type: "removed", object }] : [];
  });
  const others = found.flatMap((object): Change[] =>
    changeOf("MODIFIED", object, objects.get(object.metadata.uid))
      ? [{ type: objects.has(object.metadata.uid) ? "changed" : "added", object }]
      : [],
  );
  return [...removed, ...others];
}

/** Takes changes up into what is known. */
export function keep(
  changes: readonly Change[],
  objects: Map<string, KubeObject>,
  mine: Set<string>,
): void {
  for (const { type, object } of changes) {
    const { uid } = object.metadata;
    if (type === "removed") {
      objects.delete(uid);
      mine.delete(uid);
    } else {
      objects.set(uid, object);
      mine.add(uid);
    }
  }
}
