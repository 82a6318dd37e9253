/**
 * An immutable map from text to lists, cut into shards, so that a change copies only the shards it touches
 * and two moments of a workspace share all the rest.
 */
export interface ListMap<T> {
  readonly shards: readonly ReadonlyMap<string, readonly T[]>[];
}

const SHARDS = 1024;

/** A shard is copied before anything is written to it, so all empty ones are one. */
const nothing: ReadonlyMap<string, readonly never[]> = new Map();

const empty: ListMap<never> = { shards: Array.from({ length: SHARDS }, () => nothing) };

export const emptyListMap = <T>(): ListMap<T> => empty;

export function listOf<T>(map: ListMap<T>, key: string): readonly T[] {
  return map.shards[shardOf(key)]?.get(key) ?? [];
}

/** All keys, in no particular order. */
export function* keysOf<T>(map: ListMap<T>): Generator<string> {
  for (const shard of map.shards) yield* shard.keys();
}

/** A change being made: shards and lists are copied once, at the first touch, and then written in place. */
export interface Draft<T> {
  readonly shards: Map<string, readonly T[]>[];
  readonly owned: Set<Map<string, readonly T[]>>;
  readonly fresh: Set<readonly T[]>;
}

export const draftOf = <T>(map: ListMap<T>): Draft<T> => ({
  shards: map.shards.slice() as Map<string, readonly T[]>[],
  owned: new Set(),
  fresh: new Set(),
});

/** What the draft has become. The draft may go on: what it writes later shows in the map only until `finish`. */
export const finish = <T>(draft: Draft<T>): ListMap<T> => ({ shards: draft.shards });

export function add<T>(draft: Draft<T>, key: string, value: T): void {
  const shard = ownShard(draft, key);
  const list = shard.get(key);
  if (list && draft.fresh.has(list)) (list as T[]).push(value);
  else put(draft, shard, key, list ? [...list, value] : [value]);
}

export function remove<T>(draft: Draft<T>, key: string, value: T): void {
  const shard = ownShard(draft, key);
  const left = shard.get(key)?.filter((it) => it !== value) ?? [];
  if (left.length > 0) put(draft, shard, key, left);
  else shard.delete(key);
}

function put<T>(draft: Draft<T>, shard: Map<string, readonly T[]>, key: string, list: T[]): void {
  const before = shard.get(key);
  if (before) draft.fresh.delete(before);
  // One-element lists are copied when they grow: remembering all of them would cost more.
  if (list.length > 1) draft.fresh.add(list);
  shard.set(key, list);
}

function ownShard<T>(draft: Draft<T>, key: string): Map<string, readonly T[]> {
  const index = shardOf(key);
  const shard = draft.shards[index] as Map<string, readonly T[]>;
  if (draft.owned.has(shard)) return shard;
  const copy = new Map(shard);
  draft.owned.add(copy);
  draft.shards[index] = copy;
  return copy;
}

/** FNV-1a over UTF-16 units. */
function shardOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    hash ^= key.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % SHARDS;
}
