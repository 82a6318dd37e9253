/** A box to be placed. Columns count from 0, and each has a box. */
export interface LayoutNode {
  readonly id: string;
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

/** A line to be drawn from one box to another, in either direction. */
export interface LayoutEdge {
  readonly from: string;
  readonly to: string;
  /** Lines of one box that look alike share their way. */
  readonly look: string;
}

/** Boxes, and between them the lanes in which long lines pass through columns. */
export interface Layers {
  readonly columnCount: number;
  /** The nodes first, then lanes. */
  readonly items: readonly Item[];
  readonly nodeCount: number;
  /** Neighbours of each item in the column to its left, and in the one to its right. */
  readonly left: readonly (readonly number[])[];
  readonly right: readonly (readonly number[])[];
  /** For each edge, the items that it goes through, from its first box to its second. */
  readonly ways: readonly (readonly number[])[];
}

export interface Item {
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

/** The height of a lane, in pixels. */
const LANE = 4;

/** Gives long lines a lane in each column on their way: one for all lines of a look that come from the same box. */
export function layersOf(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Layers {
  const indexes = new Map(nodes.map(({ id }, index) => [id, index]));
  const items: Item[] = nodes.map(({ column, width, height }) => ({ column, width, height }));
  const lanes = new Map<string, number>();
  const pairs = new Set<string>();
  const left: number[][] = items.map(() => []);
  const right: number[][] = items.map(() => []);
  const laneAt = (from: number, column: number, look: string): number => {
    const key = `${from} ${column} ${look}`;
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = items.push({ column, width: 0, height: LANE }) - 1;
    lanes.set(key, lane);
    left.push([]);
    right.push([]);
    return lane;
  };
  const join = (a: number, b: number): void => {
    const key = `${a} ${b}`;
    if (pairs.has(key)) return;
    pairs.add(key);
    right[a]?.push(b);
    left[b]?.push(a);
  };
  const ways = edges.map(({ from, to, look }) => {
    const [start, end] = [indexes.get(from), indexes.get(to)];
    if (start === undefined || end === undefined || start === end) return [];
    const way = wayOf(items, start, end, (from, column) => laneAt(from, column, look));
    for (const [index, it] of way.slice(1).entries()) {
      const before = way[index] ?? start;
      const distance = (items[it]?.column ?? 0) - (items[before]?.column ?? 0);
      if (distance > 0) join(before, it);
      if (distance < 0) join(it, before);
    }
    return way;
  });
  const columnCount = items.reduce((count, it) => Math.max(count, it.column + 1), 0);
  return { columnCount, items, nodeCount: nodes.length, left, right, ways };
}

function wayOf(
  items: readonly Item[],
  start: number,
  end: number,
  laneAt: (from: number, column: number) => number,
): readonly number[] {
  const [from, to] = [items[start]?.column ?? 0, items[end]?.column ?? 0];
  const step = from < to ? 1 : -1;
  const way = [start];
  if (from !== to) {
    for (let column = from + step; column !== to; column += step) way.push(laneAt(start, column));
  }
  return [...way, end];
}
