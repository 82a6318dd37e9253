import type { Layers } from "./layers.ts";

/** How often the columns are gone through, forth and back. */
const SWEEPS = 8;

/** Between a lane and what is above or below it, in pixels. */
const LANE_GAP = 6;

/**
 * The middle of each item, in pixels from the top: as near to its neighbours as the order of its column and the room
 * that boxes need allow.
 */
export function placed(
  layers: Layers,
  columns: readonly (readonly number[])[],
  gap: number,
): readonly number[] {
  const middles: number[] = new Array<number>(layers.items.length).fill(0);
  const offsets = columns.map((it) => offsetsOf(layers, it, gap));
  for (const [index, column] of columns.entries()) {
    for (const [at, it] of column.entries()) middles[it] = offsets[index]?.[at] ?? 0;
  }
  const indexes = [...columns.keys()];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    for (const index of forth ? indexes : indexes.toReversed()) {
      const column = columns[index] ?? [];
      pull(layers, column, offsets[index] ?? [], middles, forth ? layers.left : layers.right);
    }
  }
  return middles;
}

/** How far below the first item each one must be at least. */
function offsetsOf(
  { items, nodeCount }: Layers,
  column: readonly number[],
  gap: number,
): readonly number[] {
  let offset = 0;
  return column.map((it, at) => {
    const above = column[at - 1];
    if (above !== undefined) {
      const between = it < nodeCount && above < nodeCount ? gap : LANE_GAP;
      offset += (items[above]?.height ?? 0) / 2 + between + (items[it]?.height ?? 0) / 2;
    }
    return offset;
  });
}

/**
 * Moves the items of a column towards the middle of their neighbours. With what they must be apart taken off, the places
 * that change least and keep the order are those of an isotonic regression: where two would collide, they share a block.
 */
function pull(
  { nodeCount }: Layers,
  column: readonly number[],
  offsets: readonly number[],
  middles: number[],
  neighbours: readonly (readonly number[])[],
): void {
  const blocks: { weight: number; mean: number; count: number }[] = [];
  for (const [at, it] of column.entries()) {
    const near = neighbours[it] ?? [];
    const sum = near.reduce((total, other) => total + (middles[other] ?? 0), 0);
    const wanted = near.length === 0 ? (middles[it] ?? 0) : sum / near.length;
    // Lanes are to be straight before all else.
    const weight = near.length === 0 ? 0.1 : it < nodeCount ? 1 : 4;
    blocks.push({ weight, mean: wanted - (offsets[at] ?? 0), count: 1 });
    merge(blocks);
  }
  let at = 0;
  for (const { mean, count } of blocks) {
    for (const end = at + count; at < end; at++) {
      middles[column[at] ?? 0] = mean + (offsets[at] ?? 0);
    }
  }
}

/** Joins the last blocks as long as one would stand above the other. */
function merge(blocks: { weight: number; mean: number; count: number }[]): void {
  for (;;) {
    const [above, below] = blocks.slice(-2);
    if (!above || !below || above.mean <= below.mean) return;
    const weight = above.weight + below.weight;
    const mean = (above.mean * above.weight + below.mean * below.weight) / weight;
    blocks.splice(-2, 2, { weight, mean, count: above.count + below.count });
  }
}
