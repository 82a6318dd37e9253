import type { GraphPicture, PictureNode } from "../../../protocol/graphView.ts";

export type Direction = "left" | "right" | "up" | "down";

type Picture = Pick<GraphPicture<unknown>, "flow" | "nodes" | "edges">;

/**
 * Where an arrow key leads: with the flow along edges, to what comes before and after in time; across it through the
 * column or row. `undefined` where there is nothing.
 */
export function walk(picture: Picture, from: number, direction: Direction): number | undefined {
  const node = picture.nodes[from];
  if (!node) return undefined;
  const sign = direction === "right" || direction === "down" ? 1 : -1;
  const isWide = direction === "left" || direction === "right";
  return isWide === (picture.flow === "right")
    ? alongEdge(picture, node, from, sign)
    : inColumn(picture, node, from, sign);
}

/** How far along the flow a box is, and how far across it. */
const standOf = ({ x, y }: PictureNode, { flow }: Picture) =>
  flow === "right" ? { along: x, across: y } : { along: y, across: x };

/** Of several, the one in the nearest column, and there the one that is nearest across the flow. */
function alongEdge(
  picture: Picture,
  node: PictureNode,
  from: number,
  sign: number,
): number | undefined {
  const own = standOf(node, picture);
  const ends = picture.edges.flatMap(({ first, next }) => {
    if (sign > 0) return first === from ? [next] : [];
    return next === from ? [first] : [];
  });
  return nearest(ends, (it) => {
    const { along, across } = standOf(picture.nodes[it] ?? node, picture);
    return Math.abs(along - own.along) + Math.abs(across - own.across) / 100_000;
  });
}

/** At the end of a column, on in the next group. */
function inColumn(
  picture: Picture,
  node: PictureNode,
  from: number,
  sign: number,
): number | undefined {
  const { nodes } = picture;
  const own = standOf(node, picture);
  const column = [...nodes.keys()].filter((it) => {
    const other = nodes[it];
    if (!other || it === from || other.group !== node.group) return false;
    const { along, across } = standOf(other, picture);
    return along === own.along && (across - own.across) * sign > 0;
  });
  const beyond = () =>
    [...nodes.keys()].filter((it) => ((nodes[it]?.group ?? 0) - node.group) * sign > 0);
  return nearest(column.length > 0 ? column : beyond(), (it) => {
    const { x, y } = nodes[it] ?? node;
    return Math.abs(y - node.y) + Math.abs(x - node.x) / 1000;
  });
}

function nearest(ids: readonly number[], distance: (id: number) => number): number | undefined {
  let best: number | undefined;
  for (const it of ids) if (best === undefined || distance(it) < distance(best)) best = it;
  return best;
}
