import type { GraphEdge, GraphNode } from "../../../protocol/graph.ts";
import type { GraphFlow } from "../../../protocol/graphView.ts";
import { flowOf } from "./flow.ts";
import { groupedBy } from "./groupedBy.ts";
import { layout, type Spacing } from "./layout.ts";
import { linePath } from "./linePath.ts";
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
  readonly y: number;
  readonly width: number;
  readonly height: number;
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
  /** Where waves follow one another; to the right unless it is said. */
  readonly flow?: GraphFlow;
  /** So many boxes of a step at most stand beside one another across the flow. */
  readonly most?: number;
}

/**
 * Places the nodes of one cluster: a band for each wave, in it a column for each step, or several where a step is too
 * large for one. Where waves go down, all is laid out as if they went to the right, and turned.
 */
export function partPlan<Place>(
  part: GraphPart<Place>,
  { width, heightOf, spacing, flow = "right", most = Number.POSITIVE_INFINITY }: PlanSizes,
): PartPlan<Place> {
  const bands = nodeBands(part);
  const { nodes, columns } = columnsOf(bands, most);
  const turned = flow === "right" ? asItIs : onItsSide;
  const boxes = nodes.map(({ node, column }) => ({
    id: node.id,
    column,
    ...turned({ x: 0, y: 0, width, height: heightOf(node) }),
  }));
  const flows = part.edges
    .map((edge) => ({ edge, ...flowOf(edge) }))
    .sort((a, b) => ORDER.indexOf(a.edge.type) - ORDER.indexOf(b.edge.type));
  const drawn = layout(
    boxes,
    flows.map(({ first, next, edge }) => ({ from: first, to: next, look: edge.type })),
    spacing,
  );
  const whole = turned({ x: 0, y: 0, width: drawn.width, height: drawn.height });
  return {
    width: whole.width,
    height: whole.height,
    bands: bands.map((band, index) => {
      const { first, end } = columns[index] ?? { first: 0, end: 1 };
      const [from, to] = [drawn.columns[first], drawn.columns[end - 1]];
      const [start, length] = from && to ? [from.x, to.x + to.width - from.x] : [0, 0];
      return { ...band, ...turned({ x: start, y: 0, width: length, height: drawn.height }) };
    }),
    nodes: nodes.map(({ node, band }, index) => {
      const corner = drawn.boxes[index] ?? { x: 0, y: 0 };
      const { x, y } = turned({ ...corner, width: 0, height: 0 });
      return { node, band, x, y, height: heightOf(node) };
    }),
    edges: flows.flatMap(({ edge }, index) => {
      const line = linePath(drawn.routes[index], flow);
      return line ? [{ edge, ...line }] : [];
    }),
  };
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const asItIs = (it: Rectangle): Rectangle => it;

const onItsSide = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: y,
  y: x,
  width: height,
  height: width,
});

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

/** Each step of a wave is a column; one of too many boxes is several, as long as one another. */
function columnsOf<Place>(bands: readonly Band<Place>[], most: number): Columned<Place> {
  const nodes: { node: GraphNode<Place>; band: number; column: number }[] = [];
  const columns: { first: number; end: number }[] = [];
  let first = 0;
  for (const [index, band] of bands.entries()) {
    const steps = [...groupedBy(band.nodes, (it) => it.schedule.step)].sort(([a], [b]) => a - b);
    const columnOf = new Map<GraphNode<Place>, number>();
    let end = first;
    for (const [, own] of steps) {
      const count = Math.max(1, Math.ceil(own.length / most));
      const length = Math.ceil(own.length / count);
      for (const [at, node] of own.entries()) columnOf.set(node, end + Math.floor(at / length));
      end += Math.ceil(own.length / length);
    }
    for (const node of band.nodes) {
      nodes.push({ node, band: index, column: columnOf.get(node) ?? first });
    }
    columns.push({ first, end });
    first = end;
  }
  return { nodes, columns };
}
