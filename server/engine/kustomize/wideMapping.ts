import type { Entry, Mapping } from "../node.ts";

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

/** The mapping with one more entry. Its keys are handed on, so that a thousand more cost a thousand steps. */
export function withEntry(mapping: Mapping, entry: Entry): Mapping {
  const made = { ...mapping, entries: mapping.entries.concat(entry) };
  const keys = KEYS.get(mapping);
  if (keys) {
    KEYS.delete(mapping);
    KEYS.set(made, keys.add(entry.key.text));
  }
  return made;
}

/** From here on looking at all keys costs more than remembering them. */
const WIDE = 64;

const KEYS = new WeakMap<Mapping, Set<string>>();
