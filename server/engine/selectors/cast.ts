import type { JsonObject } from "../canary/json.ts";
import { type Pods, podsOf } from "./pods.ts";
import { finds, type Selecting, selectingOf } from "./selecting.ts";

/** Who selects, and the pods there are, among some objects. */
export interface Cast {
  readonly selecting: readonly Selecting[];
  readonly pods: readonly Pods[];
}

export function castOf(objects: Iterable<JsonObject>): Cast {
  const all = [...objects];
  return {
    selecting: all.flatMap((it) => selectingOf(it) ?? []),
    pods: all.flatMap((it) => podsOf(it) ?? []),
  };
}

/** Ids of what has to do with those in the middle: who selects their pods, and whom these select. */
export function relatedTo(
  middle: ReadonlySet<string>,
  casts: readonly Cast[],
): ReadonlySet<string> {
  const related = new Set(middle);
  for (const { selecting, pods } of casts) {
    for (const it of selecting) {
      if (pods.some((other) => middle.has(other.id) && finds(it, other))) related.add(it.id);
    }
  }
  for (const { selecting, pods } of casts) {
    for (const it of selecting.filter(({ id }) => related.has(id))) {
      for (const found of pods) if (finds(it, found)) related.add(found.id);
    }
  }
  return related;
}

/** Those that are related, the ones of `first` in front, the others by name. */
export function ordered<T extends { readonly id: string }>(
  all: readonly T[],
  related: ReadonlySet<string>,
  first: readonly string[],
): readonly T[] {
  const rank = ({ id }: T) => (first.includes(id) ? first.indexOf(id) : first.length);
  return all
    .filter(({ id }) => related.has(id))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
