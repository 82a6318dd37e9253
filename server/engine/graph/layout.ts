import { type Layers, type LayoutEdge, type LayoutNode, layersOf } from "./layers.ts";
import { ordered } from "./ordering.ts";
import { placed } from "./placing.ts";

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Of each node, in the order of the nodes: its left upper corner. */
  readonly boxes: readonly Point[];
  /** Of each edge, in the order of the edges; none for an edge from a box to itself or to one that is not there. */
  readonly routes: readonly Route[];
  /** Left edge and width of each column. */
  readonly columns: readonly { readonly x: number; readonly width: number }[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The corners of a line from the first box to the second. `across`: pairs of corners, between which it crosses the gap
 * from one column to the next; between two pairs it runs straight through a column, past its boxes. `beside`: two boxes
 * of one column, joined on their right.
 */
export interface Route {
  readonly type: "across" | "beside";
  readonly points: readonly Point[];
}

/** How far apart things are, in pixels. */
export interface Spacing {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Places boxes in their columns and lines between them: few crossings, no box on another, no line through a box. The
 * same for the same input. Lines of one look that leave a box and go beyond the next column share their way.
 *
 * Orders columns by barycentres, as Sugiyama, Tagawa and Toda do, and then puts each box as near to its neighbours as the
 * order allows.
 */
export function layout(
  nodes: readonly LayoutNode[],
  edges: readonly LayoutEdge[],
  spacing: Spacing = { columns: 52, rows: 14 },
): Layout {
  const layers = layersOf(nodes, edges);
  const columns = ordered(layers);
  const middles = placed(layers, columns, spacing.rows);
  const places = columnPlaces(layers, spacing.columns);
  const { top, bottom } = extremes(layers, middles);
  const last = places.at(-1);
  const boxes = nodes.map(({ column, height }, index) => ({
    x: places[column]?.x ?? 0,
    y: rounded((middles[index] ?? 0) - height / 2 - top),
  }));
  return {
    width: last ? last.x + last.width : 0,
    // What is rounded up must not stand over the edge.
    height: nodes.reduce(
      (sum, { height }, index) => Math.max(sum, (boxes[index]?.y ?? 0) + height),
      rounded(bottom - top),
    ),
    boxes,
    routes: layers.ways.map((way) => routeOf(way, { layers, middles, places, top })),
    columns: places,
  };
}

const rounded = (pixels: number): number => Math.round(pixels * 10) / 10;

/** Where the first item begins and the last ends. */
function extremes({ items }: Layers, middles: readonly number[]) {
  if (items.length === 0) return { top: 0, bottom: 0 };
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const [index, { height }] of items.entries()) {
    const middle = middles[index] ?? 0;
    top = Math.min(top, middle - height / 2);
    bottom = Math.max(bottom, middle + height / 2);
  }
  return { top, bottom };
}

function columnPlaces({ items, columnCount }: Layers, gap: number): Layout["columns"] {
  const widths = new Array<number>(columnCount).fill(0);
  for (const { column, width } of items) widths[column] = Math.max(widths[column] ?? 0, width);
  let x = 0;
  return widths.map((width) => {
    const place = { x, width };
    x += width + gap;
    return place;
  });
}

interface Routing {
  readonly layers: Layers;
  readonly middles: readonly number[];
  readonly places: Layout["columns"];
  readonly top: number;
}

/** Lines end in the middle of the sides of boxes, and run through a column from its left to its right. */
function routeOf(way: readonly number[], { layers, middles, places, top }: Routing): Route {
  const stops = way.map((index) => {
    const item = layers.items[index];
    const { x, width } = places[item?.column ?? 0] ?? { x: 0, width: 0 };
    const own = item && index < layers.nodeCount ? item.width : width;
    return { y: rounded((middles[index] ?? 0) - top), left: x, right: x + own, end: x + width };
  });
  const [first, second] = stops;
  if (!first || !second) return { type: "across", points: [] };
  if (first.left === second.left) {
    const x = Math.max(first.right, second.right);
    return { type: "beside", points: [first, second].map(({ y }) => ({ x, y })) };
  }
  const isForward = first.left < second.left;
  const points = stops.slice(1).flatMap((it, index) => {
    const from = stops[index] ?? first;
    const [a, b] = isForward ? [from.right, it.left] : [from.left, it.right];
    return [
      { x: a, y: from.y },
      { x: b, y: it.y },
    ];
  });
  return { type: "across", points };
}
