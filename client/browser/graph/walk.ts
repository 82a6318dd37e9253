import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";

export type Direction = "left" | "right" | "up" | "down";

type Picture = Pick<GraphPicture<unknown>, "nodes" | "edges">;

/**
 * Where an arrow key leads: left and right along edges, to what comes before and after in time; up and down in the
 * column. `undefined` where there is nothing.
 */
export function walk(picture: Picture, from: number, direction: Direction): number | undefined {
  const node = picture.nodes[from];
  if (!node) return undefined;
  return direction === "left" || direction === "right"
    ? alongEdge(picture, node, from, direction)
    : inColumn(picture, node, from, direction);
}

/** Of several, the one in the nearest column, and there the one that is nearest in height. */
function alongEdge(
  { nodes, edges }: Picture,
  node: PictureNode,
  from: number,
  direction: "left" | "right",
): number | undefined {
  const ends = edges.flatMap(({ first, next }) => {
    if (direction === "right") return first === from ? [next] : [];
    return next === from ? [first] : [];
  });
  return nearest(ends, (it) => {
    const { x = 0, y = 0 } = nodes[it] ?? {};
    return Math.abs(x - node.x) + Math.abs(y - node.y) / 100_000;
  });
}

/** At the end of a column, on in the next group. */
function inColumn(
  { nodes }: Picture,
  node: PictureNode,
  from: number,
  direction: "up" | "down",
): number | undefined {
  const sign = direction === "down" ? 1 : -1;
  const ahead = [...nodes.keys()].filter((it) => {
    const distance = ((nodes[it]?.y ?? 0) - node.y) * sign;
    return it !== from && distance > 0;
  });
  const column = ahead.filter((it) => nodes[it]?.group === node.group && nodes[it]?.x === node.x);
  const rest = column.length > 0 ? column : ahead.filter((it) => nodes[it]?.group !== node.group);
  return nearest(rest, (it) => {
    const other = nodes[it];
    return Math.abs((other?.y ?? 0) - node.y) + Math.abs((other?.x ?? 0) - node.x) / 1000;
  });
}

function nearest(ids: readonly number[], distance: (id: number) => number): number | undefined {
  let best: number | undefined;
  for (const it of ids) if (best === undefined || distance(it) < distance(best)) best = it;
  return best;
}
