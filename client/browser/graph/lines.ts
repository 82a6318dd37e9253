import type { GraphPicture, PictureEdge } from "../../../protocol/graphView.ts";
import type { Box, Point } from "./camera.ts";
import { isIn } from "./sight.ts";

/** A line as it is painted. All but its corner counts from the corner of its group. */
export interface Line {
  readonly edge: PictureEdge;
  readonly corner: Point;
  /** In the picture. */
  readonly bounds: Box;
  readonly path: Path2D;
  readonly tip: Path2D;
  /** In the middle of its first curve, where it says that it has a condition. */
  readonly middle: Point;
}

/** The lines of a picture by what is in sight; each is read when it first may be. */
export interface Lines {
  /** `undefined` where there are more than `most`. */
  readonly in: (sight: Box, most: number) => readonly Line[] | undefined;
  /** All of them, so many at a time. */
  readonly pieces: (count: number) => Iterable<readonly Line[]>;
  /** Those of a node. */
  readonly of: (node: number) => readonly Line[];
}

export function lines(
  picture: Pick<GraphPicture<unknown>, "flow" | "groups" | "nodes" | "edges">,
): Lines {
  const { edges, groups, nodes, flow } = picture;
  const along = flow === "right" ? widthwise : heightwise;
  const read: (Line | undefined)[] = [];
  const line = (edge: PictureEdge, index: number): Line => {
    const known = read[index] ?? lineOf(edge, groups[edge.group]?.corner ?? { x: 0, y: 0 });
    read[index] = known;
    return known;
  };
  /** In the direction of the flow, lines run between their boxes, or a little behind them. */
  const isNear = ({ first, next }: PictureEdge, sight: Box): boolean => {
    const [a, b] = [nodes[first], nodes[next]];
    if (!a || !b) return false;
    const [from, to, seen] = [along(a), along(b), along(sight)];
    return (
      Math.min(from.start, to.start) < seen.end && seen.start < Math.max(from.end, to.end) + BESIDE
    );
  };
  return {
    in(sight, most) {
      const found: Line[] = [];
      for (const [index, edge] of edges.entries()) {
        if (!isNear(edge, sight)) continue;
        const it = line(edge, index);
        if (!isIn(it.bounds, sight)) continue;
        found.push(it);
        if (found.length > most) return undefined;
      }
      return found;
    },
    *pieces(count) {
      for (let from = 0; from < edges.length; from += count) {
        yield edges.slice(from, from + count).map((edge, index) => line(edge, from + index));
      }
    },
    of: (node) =>
      edges.flatMap((edge, index) =>
        edge.first === node || edge.next === node ? [line(edge, index)] : [],
      ),
  };
}

/** So far a line between two boxes of a column stands out. */
const BESIDE = 40;

const widthwise = ({ x, width }: Box) => ({ start: x, end: x + width });
const heightwise = ({ y, height }: Box) => ({ start: y, end: y + height });

/** Every number pair of a path is a point near which it runs: its ends, or handles of its curves. */
export function boundsOf(path: string, corner: Point): Box {
  const [left, right, top, bottom] = [0, 1].flatMap((axis) => {
    const all = numbersOf(path).filter((_, index) => index % 2 === axis);
    return [Math.min(...all), Math.max(...all)];
  }) as [number, number, number, number];
  return {
    x: left + corner.x,
    y: top + corner.y,
    width: right - left + 1,
    height: bottom - top + 1,
  };
}

const numbersOf = (path: string): readonly number[] => (path.match(/-?[\d.]+/g) ?? []).map(Number);

function lineOf(edge: PictureEdge, corner: Point): Line {
  const [x = 0, y = 0, , , , , endX = x, endY = y] = numbersOf(edge.path);
  return {
    edge,
    corner,
    bounds: boundsOf(edge.path, corner),
    path: new Path2D(edge.path),
    tip: new Path2D(edge.tip),
    middle: { x: (x + endX) / 2, y: (y + endY) / 2 },
  };
}
