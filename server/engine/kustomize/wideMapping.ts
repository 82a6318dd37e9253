import type { Entry, Mapping } from "../node.ts";
import { withEntries } from "./tree.ts";

/** Is there an entry with that key? */
export function hasKey(mapping: Mapping, key: string): boolean {
  if (mapping.entries.length < WIDE) return mapping.entries.some((it) => it.key.text === key);
  let keys = KEYS.get(mapping);
  if (!keys) {
    keys = new Set(mapping.entries.map((it) => it.key.text));
    KEYS.set(mapping, keys);
  }
  return keys.has(key);
}

/** Lists of entries that nobody holds but who adds to them. */
export type Growing = Set<Entry[]>;

/**
 * The mapping with one more entry. Its keys are handed on, and its list where that may grow, so that a thousand more
 * cost a thousand steps.
 */
export function withEntry(mapping: Mapping, entry: Entry, growing?: Growing | undefined): Mapping {
  const made = withEntries(mapping, longer(mapping.entries, entry, growing));
  const keys = KEYS.get(mapping);
  if (keys) {
    KEYS.delete(mapping);
    KEYS.set(made, keys.add(entry.key.text));
  }
  return made;
}

function longer(
  entries: readonly Entry[],
  entry: Entry,
  growing: Growing | undefined,
): readonly Entry[] {
  const own = entries as Entry[];
  if (growing?.has(own)) {
    own.push(entry);
    return own;
  }
  const made = [...entries, entry];
  growing?.add(made);
  return made;
}

/** From here on looking at all keys costs more than remembering them. */
const WIDE = 64;

const KEYS = new WeakMap<Mapping, Set<string>>();
