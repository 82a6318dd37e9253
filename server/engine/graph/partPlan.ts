import type { GraphEdge, GraphNode } from "../../../protocol/graph.ts";
import { flowOf } from "./flow.ts";
import { layout, type Route, type Spacing } from "./layout.ts";
import { type Band, nodeBands } from "./nodeBands.ts";
import type { GraphPart } from "./split.ts";

/** Where everything of one cluster stands, in pixels. Boxes and lines count from the corner of the first box. */
export interface PartPlan<Place> {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly PlannedBand<Place>[];
  readonly nodes: readonly PlannedNode<Place>[];
  /** Those that can be drawn; what matters most comes last. */
  readonly edges: readonly PlannedEdge<Place>[];
}

export interface PlannedBand<Place> extends Band<Place> {
  readonly x: number;
  readonly width: number;
}

export interface PlannedNode<Place> {
  readonly node: GraphNode<Place>;
  /** Index of its band. */
  readonly band: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlannedEdge<Place> {
  readonly edge: GraphEdge<Place>;
  /** The line in SVG's words, and the point of its arrow. */
  readonly path: string;
  readonly tip: string;
}

export interface PlanSizes {
  readonly width: number;
  readonly heightOf: (node: GraphNode<unknown>) => number;
  readonly spacing?: Spacing;
}

/** Places the nodes of one cluster: a band for each wave, in it a column for each step. */
export function partPlan<Place>(
  part: GraphPart<Place>,
  { width, heightOf, spacing }: PlanSizes,
): PartPlan<Place> {
  const bands = nodeBands(part);
  const { nodes, columns } = columnsOf(bands);
  const boxes = nodes.map(({ node, column }) => ({
    id: node.id,
    column,
    width,
    height: heightOf(node),
  }));
  const flows = part.edges
    .map((edge) => ({ edge, ...flowOf(edge) }))
    .sort((a, b) => ORDER.indexOf(a.edge.type) - ORDER.indexOf(b.edge.type));
  const drawn = layout(
    boxes,
    flows.map(({ first, next, edge }) => ({ from: first, to: next, look: edge.type })),
    spacing,
  );
  return {
    width: drawn.width,
    height: drawn.height,
    bands: bands.map((band, index) => {
      const { first, end } = columns[index] ?? { first: 0, end: 1 };
      const [from, to] = [drawn.columns[first], drawn.columns[end - 1]];
      if (!from || !to) return { ...band, x: 0, width: 0 };
      return { ...band, x: from.x, width: to.x + to.width - from.x };
    }),
    nodes: nodes.map(({ node, band }, index) => ({
      node,
      band,
      ...(drawn.boxes[index] ?? { x: 0, y: 0 }),
      height: boxes[index]?.height ?? 0,
    })),
    edges: flows.flatMap(({ edge }, index) => lineOf(edge, drawn.routes[index]) ?? []),
  };
}

const ORDER = ["applies", "values", "source", "chart", "targets", "dependsOn"];

interface Columned<Place> {
  readonly nodes: readonly {
    readonly node: GraphNode<Place>;
    readonly band: number;
    readonly column: number;
  }[];
  /** Of each band: its first column, and the one behind its last. */
  readonly columns: readonly { readonly first: number; readonly end: number }[];
}

/** Each step of a wave is a column. */
function columnsOf<Place>(bands: readonly Band<Place>[]): Columned<Place> {
  const nodes: { node: GraphNode<Place>; band: number; column: number }[] = [];
  const columns: { first: number; end: number }[] = [];
  let first = 0;
  for (const [index, band] of bands.entries()) {
    const steps = [...new Set(band.nodes.map((it) => it.schedule.step))].sort((a, b) => a - b);
    const rank = new Map(steps.map((it, at) => [it, at]));
    for (const node of band.nodes) {
      nodes.push({ node, band: index, column: first + (rank.get(node.schedule.step) ?? 0) });
    }
    columns.push({ first, end: first + steps.length });
    first += steps.length;
  }
  return { nodes, columns };
}

/** Length of the point of an arrow. */
const TIP = 7;

function lineOf<Place>(
  edge: GraphEdge<Place>,
  route: Route | undefined,
): PlannedEdge<Place> | undefined {
  const [first] = route?.points ?? [];
  const last = route?.points.at(-1);
  const before = route?.points.at(-2);
  if (!route || !first || !last || !before) return undefined;
  const isBeside = route.type === "beside";
  const tip = isBeside || last.x < before.x ? TIP : -TIP;
  return {
    edge,
    path: isBeside ? besidePath(first, last) : acrossPath(route, tip),
    tip: `M${last.x} ${last.y}l${tip} -4v8z`,
  };
}

const besidePath = (a: Route["points"][number], b: Route["points"][number]): string =>
  `M${a.x} ${a.y}C${a.x + 40} ${a.y} ${b.x + 40} ${b.y} ${b.x + TIP} ${b.y}`;

/** A curve across each gap, a straight line through each column; it ends behind the point of the arrow. */
function acrossPath({ points }: Route, tip: number): string {
  let path = "";
  for (let index = 0; index + 1 < points.length; index += 2) {
    const [a, b] = [points[index], points[index + 1]];
    if (!a || !b) break;
    const x = index + 2 === points.length ? b.x + tip : b.x;
    const middle = (a.x + x) / 2;
    path += `${path === "" ? "M" : "L"}${a.x} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${x} ${b.y}`;
  }
  return path;
}
