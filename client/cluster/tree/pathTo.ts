import { appliedBy, type Item, itemsUnder, type Surround } from "./items.ts";

/** What is applied by what was applied: deeper than this nobody builds. */
const deepest = 8;

/**
 * Ids from the top down to the first item of that key, breadth first; empty where there is none.
 *
 * @param tops what stands at the top
 */
export function pathTo(key: string, tops: readonly Item[], around: Surround): readonly string[] {
  // What thousands of objects applied is looked at once and not remembered.
  const here = { ...around, applied: appliedBy };
  let row = tops.map((item) => ({ item, path: [item.id] }));
  for (let depth = 0; depth < deepest && row.length > 0; depth += 1) {
    const found = row.find(({ item }) => item.type === "object" && item.key === key);
    if (found) return found.path;
    row = row.flatMap(({ item, path }) =>
      item.type === "object" && item.above.includes(item.key)
        ? []
        : itemsUnder(item, here).items.map((it) => ({ item: it, path: [...path, it.id] })),
    );
  }
  return [];
}
