import type { GraphFlow } from "../../../protocol/graphView.ts";
import type { Point, Route } from "./layout.ts";

/** A line in SVG's words, and the point of its arrow. */
export interface LinePath {
  readonly path: string;
  readonly tip: string;
}

/** Length of the point of an arrow. */
const TIP = 7;

/** The line of a route, which was laid out as if waves went to the right; `undefined` where there is none. */
export function linePath(route: Route | undefined, flow: GraphFlow): LinePath | undefined {
  const [first] = route?.points ?? [];
  const last = route?.points.at(-1);
  const before = route?.points.at(-2);
  if (!route || !first || !last || !before) return undefined;
  const isBeside = route.type === "beside";
  const tip = isBeside || last.x < before.x ? TIP : -TIP;
  const at = flow === "right" ? acrossAt : downAt;
  return {
    path: isBeside ? besidePath(first, last, at) : acrossPath(route, tip, at),
    tip: `M${at(last.x, last.y)}l${at(tip, -4)}${flow === "right" ? "v" : "h"}8z`,
  };
}

type At = (x: number, y: number) => string;

const acrossAt: At = (x, y) => `${x} ${y}`;
const downAt: At = (x, y) => `${y} ${x}`;

const besidePath = (a: Point, b: Point, at: At): string =>
  `M${at(a.x, a.y)}C${at(a.x + 40, a.y)} ${at(b.x + 40, b.y)} ${at(b.x + TIP, b.y)}`;

/** A curve across each gap, a straight line through each column; it ends behind the point of the arrow. */
function acrossPath({ points }: Route, tip: number, at: At): string {
  let path = "";
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [a, b] = [points[index], points[index + 1]];
    if (!a || !b) break;
    const x = index + 2 === points.length ? b.x + tip : b.x;
    const middle = (a.x + x) / 2;
    path += `${path === "" ? "M" : "L"}${at(a.x, a.y)}C${at(middle, a.y)} ${at(middle, b.y)} ${at(x, b.y)}`;
  }
  return path;
}
