import type { Entry, Node } from "../node.ts";
import { mayHaveTwins } from "../yaml/mayHaveTwins.ts";

/** Does a key stand twice? */
export function hasTwins(entries: readonly Entry[]): boolean {
  const count = entries.length;
  if (count > MANY) return new Set(entries.map((it) => it.key.text)).size < count;
  if (!mayHaveTwins(entries)) return false;
  for (let second = 1; second < count; second++) {
    const text = entries[second]?.key.text;
    for (let first = 0; first < second; first++) if (entries[first]?.key.text === text) return true;
  }
  return false;
}

/** From here on a set is faster than looking at all keys before. */
const MANY = 12;

/** Does a key stand twice in the node or anywhere below it? */
export function hasTwinsBelow(node: Node | undefined): boolean {
  if (node?.kind === "sequence") return node.items.some(hasTwinsBelow);
  if (node?.kind !== "mapping") return false;
  return hasTwins(node.entries) || node.entries.some(({ value }) => hasTwinsBelow(value));
}
