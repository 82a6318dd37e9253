import { get, itemsOf, mappingOf, type Node, type Path } from "../../node.ts";

/** A place in a tree, and what stands there. */
export interface Spot {
  readonly path: Path;
  readonly node: Node | undefined;
}

/**
 * The places that patterns such as `spec.steps[].name` stand for in one tree, where something is written. Many
 * constraints look below the same places: each step is made once.
 */
export function placesIn(root: Node | undefined): (pattern: string) => readonly Spot[] {
  const known = new Map<string, readonly Spot[]>([["", [{ path: [], node: root }]]]);
  const find = (pattern: string): readonly Spot[] => {
    let found = known.get(pattern);
    if (!found) {
      const end = Math.max(pattern.lastIndexOf("."), pattern.lastIndexOf("["));
      const before = find(pattern.slice(0, Math.max(end, 0)));
      found = pattern.endsWith("[]")
        ? before.flatMap(itemSpots)
        : below(before, pattern.slice(end + 1));
      known.set(pattern, found);
    }
    return found;
  };
  return find;
}

const itemSpots = ({ path, node }: Spot): readonly Spot[] =>
  itemsOf(node).map((item, index) => ({ path: [...path, index], node: item }));

const below = (spots: readonly Spot[], step: string): readonly Spot[] =>
  spots.flatMap(({ path, node }) => {
    const value = mappingOf(node) && get(node, step);
    return value ? [{ path: [...path, step], node: value }] : [];
  });
