import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { idOf, idsOf, isAny, keyOf, printId, type ResId, sameId } from "./id.ts";
import { goId, mergeGenerated } from "./mergeGenerated.ts";
import { stop, stopAlone } from "./stop.ts";
import { trackedJson } from "./trackedJson.ts";
import { fieldOf } from "./tree.ts";
import { stopAtTwin } from "./uniqueObjects.ts";

/** The objects that a kustomization has gathered so far, in order (kustomize.md §7). */
export interface ObjectSet {
  readonly all: () => readonly BuiltObject[];
  /** Adds objects; one that is there already ends the build. */
  readonly append: (objects: readonly BuiltObject[]) => void;
  /** Adds what a generator made, by its behavior (kustomize.md §9.5). */
  readonly absorb: (object: BuiltObject) => void;
  /** What a transformer left. */
  readonly replace: (objects: readonly BuiltObject[]) => void;
}

/** Far more than anybody applies at once; bases that include one another twice at each level reach any number. */
const MOST = 100_000;

export function objectSet(): ObjectSet {
  let objects: BuiltObject[] = [];
  let current: Set<string> | undefined;
  let any: Map<string, Set<number>> | undefined;
  let absorbed = 0;
  const append = (object: BuiltObject) => {
    current ??= new Set(objects.map((it) => keyOf(idOf(it))));
    const key = keyOf(idOf(object));
    if (current.has(key)) return stopAtTwin(object, objects);
    current.add(key);
    if (any) note(any, object, objects.length);
    objects.push(object);
    if (objects.length > MOST) stopAlone(`build holds more than ${MOST} objects`);
  };
  const absorb = (object: BuiltObject) => {
    if (++absorbed > FEW) any ??= byAnyId(objects);
    const id = idOf(object);
    const positions = any ? [...(any.get(keyOf(id)) ?? [])] : positionsOf(objects, id);
    const [position] = positions;
    const old = position === undefined ? undefined : objects[position];
    if (!old || position === undefined) return created(object, append);
    if (positions.length > 1)
      return several(
        object,
        positions.map((it) => objects[it]),
      );
    const merged = mergeGenerated(old, object);
    current?.delete(keyOf(idOf(old)));
    current?.add(keyOf(idOf(merged)));
    objects[position] = merged;
    if (any) note(any, merged, position);
  };
  return {
    all: () => {
      if (current) KEYS.set(objects, current);
      return objects;
    },
    append: (more) => {
      const keys = objects.length === 0 ? KEYS.get(more) : undefined;
      if (!keys) return more.forEach(append);
      objects = [...more];
      current = new Set(keys);
    },
    absorb,
    replace: (made) => {
      if (made === objects) return;
      objects = [...made];
      current = undefined;
      any = undefined;
    },
  };
}

/** The keys of lists that were gathered here: what a base gave is nearly always what an overlay begins with. */
const KEYS = new WeakMap<readonly BuiltObject[], ReadonlySet<string>>();

/** For more generated objects than these an index is worth its while. */
const FEW = 4;

function positionsOf(objects: readonly BuiltObject[], id: ResId): readonly number[] {
  const positions: number[] = [];
  for (const [position, object] of objects.entries()) {
    if (isAny(object, (it) => sameId(it, id))) positions.push(position);
  }
  return positions;
}

function byAnyId(objects: readonly BuiltObject[]): Map<string, Set<number>> {
  const index = new Map<string, Set<number>>();
  for (const [position, object] of objects.entries()) note(index, object, position);
  return index;
}

function note(index: Map<string, Set<number>>, object: BuiltObject, position: number) {
  for (const id of idsOf(object)) {
    const key = keyOf(id);
    const known = index.get(key);
    if (known) known.add(position);
    else index.set(key, new Set([position]));
  }
}

function created(object: BuiltObject, append: (object: BuiltObject) => void) {
  const { behavior } = object.track;
  if (behavior !== "merge" && behavior !== "replace") return append(object);
  return stop(
    `id ${goId(idOf(object))} does not exist; cannot merge or replace`,
    placeOfGenerated(object),
  );
}

function several(object: BuiltObject, matches: readonly (BuiltObject | undefined)[]): never {
  const shown = matches.map((it) => (it ? trackedJson(it) : "")).join(" ");
  return stop(
    `found multiple objects [${shown}] that could accept merge of ${printId(idOf(object))}`,
    placeOfGenerated(object),
  );
}

const placeOfGenerated = (object: BuiltObject) =>
  placeOfNode(fieldOf(fieldOf(object.node, "metadata"), "name")) ?? placeOfNode(object.node);
