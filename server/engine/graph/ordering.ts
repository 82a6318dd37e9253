import type { Layers } from "./layers.ts";

/** How often the columns are gone through, forth and back. */
const SWEEPS = 12;

/**
 * The items of each column from top to bottom, so that few lines cross: again and again each column is sorted by where
 * the neighbours of its items are, and the best of these orders is taken.
 */
export function ordered(layers: Layers): readonly (readonly number[])[] {
  const columns: number[][] = Array.from({ length: layers.columnCount }, () => []);
  for (const [index, { column }] of layers.items.entries()) columns[column]?.push(index);
  const rank: number[] = [];
  for (const it of columns) rankAll(it, rank);
  let best = columns.map((it) => [...it]);
  let fewest = crossings(layers, columns, rank);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forth = sweep % 2 === 0;
    for (const column of forth ? columns : columns.toReversed()) {
      sortBy(column, forth ? layers.left : layers.right, rank);
    }
    const count = crossings(layers, columns, rank);
    if (count >= fewest) continue;
    fewest = count;
    best = columns.map((it) => [...it]);
  }
  return best;
}

function rankAll(column: readonly number[], rank: number[]): void {
  for (const [position, it] of column.entries()) rank[it] = position;
}

/** By the mean of where neighbours are; items without any stay between those that they stood between. */
function sortBy(
  column: number[],
  neighbours: readonly (readonly number[])[],
  rank: number[],
): void {
  const keys = new Map<number, number>();
  let last = -1;
  for (const it of column) {
    const near = neighbours[it] ?? [];
    const mean = near.reduce((sum, other) => sum + (rank[other] ?? 0), 0) / near.length;
    last = near.length === 0 ? last : mean;
    keys.set(it, last);
  }
  column.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || (rank[a] ?? 0) - (rank[b] ?? 0));
  rankAll(column, rank);
}

/** How often lines cross between neighbouring columns. */
function crossings(
  { right }: Layers,
  columns: readonly (readonly number[])[],
  rank: readonly number[],
): number {
  return columns.reduce((sum, column, index) => {
    const ends = column.flatMap((it) =>
      (right[it] ?? []).map((other) => rank[other] ?? 0).sort((a, b) => a - b),
    );
    return sum + inversions(ends, columns[index + 1]?.length ?? 0);
  }, 0);
}

/** Pairs of which the larger number comes first; counted with a Fenwick tree. */
function inversions(numbers: readonly number[], size: number): number {
  const tree = new Int32Array(size + 1);
  let count = 0;
  for (const [seen, number] of numbers.entries()) {
    let smaller = 0;
    for (let at = number + 1; at > 0; at -= at & -at) smaller += tree[at] ?? 0;
    count += seen - smaller;
    for (let at = number + 1; at <= size; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
  }
  return count;
}
