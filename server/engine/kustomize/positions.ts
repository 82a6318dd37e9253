import type { BuiltObject } from "./built.ts";
import { idsOf, keyOf } from "./id.ts";

type Index = ReadonlyMap<string, readonly number[]>;

/** Where the objects stand that have, or had, the identity of that key. */
export function positionsOf(objects: readonly BuiltObject[], key: string): readonly number[] {
  const index = known.get(objects) ?? indexOf(objects);
  known.set(objects, index);
  return index.get(key) ?? [];
}

/** The list with another object in one place. What is known of the list stays known, unless identities change. */
export function replacedAt(
  objects: readonly BuiltObject[],
  position: number,
  object: BuiltObject,
): readonly BuiltObject[] {
  const old = objects[position];
  if (old === object) return objects;
  const made = objects.with(position, object);
  const index = known.get(objects);
  if (index && old && haveSameKeys(old, object)) known.set(made, index);
  return made;
}

const known = new WeakMap<readonly BuiltObject[], Index>();

function indexOf(objects: readonly BuiltObject[]): Index {
  const index = new Map<string, number[]>();
  for (const [position, object] of objects.entries()) {
    for (const key of keysOf(object)) {
      const positions = index.get(key);
      if (positions) positions.push(position);
      else index.set(key, [position]);
    }
  }
  return index;
}

const keysOf = (object: BuiltObject): ReadonlySet<string> => new Set(idsOf(object).map(keyOf));

function haveSameKeys(a: BuiltObject, b: BuiltObject): boolean {
  const [first, second] = [keysOf(a), keysOf(b)];
  return first.size === second.size && [...first].every((it) => second.has(it));
}
