import type { GraphEdge, GraphNode } from "../../../../protocol/graph.ts";
import { flowOf } from "../flow.ts";
import { type Layout, layout, type Route } from "../layout.ts";
import { nodeName } from "../nodeName.ts";
import type { GraphPart } from "../split.ts";
import { edgeWords } from "./edgeWords.ts";
import { groupTitle } from "./groupTitle.ts";
import { type Band, nodeBands } from "./nodeBands.ts";
import type { Piece } from "./piece.ts";
import { cut, escapedXml } from "./svgText.ts";

const WIDTH = 184;
const PADDING = 12;
/** Room above the boxes: the name of the group, and the head of each wave. */
const TOP = 62;

/** One cluster: a band for each wave, in it boxes and, over all, lines. */
export function partSvg<Place>(part: GraphPart<Place>): Piece {
  const bands = nodeBands(part);
  const { nodes, columns } = columnsOf(bands);
  const boxes = nodes.map(({ node, column }) => ({
    id: node.id,
    column,
    width: WIDTH,
    height: heightOf(node),
  }));
  // What matters most is drawn last, over the rest.
  const flows = part.edges
    .map((edge) => ({ edge, ...flowOf(edge) }))
    .sort((a, b) => ORDER.indexOf(a.edge.type) - ORDER.indexOf(b.edge.type));
  const drawn = layout(
    boxes,
    flows.map(({ first, next, edge }) => ({ from: first, to: next, look: edge.type })),
  );
  const width = drawn.width + 2 * PADDING;
  const height = drawn.height + TOP + PADDING;
  const lines = flows.map(({ edge }, index) => edgeSvg(edge, drawn.routes[index]));
  const text = [
    `<text class="group" x="0" y="15">${escapedXml(groupTitle(part.group))}</text>`,
    ...bandsSvg(bands, columns, drawn, height),
    `<g transform="translate(${PADDING} ${TOP})">`,
    ...lines.filter((it) => it !== ""),
    ...nodes.map(({ node }, index) => nodeSvg(node, drawn.boxes[index] ?? { x: 0, y: 0 })),
    "</g>",
  ];
  return { text: text.join("\n"), width, height: height + PADDING };
}

const ORDER = ["applies", "values", "source", "chart", "targets", "dependsOn"];

interface Columned<Place> {
  readonly nodes: readonly { readonly node: GraphNode<Place>; readonly column: number }[];
  /** Of each band: its first column, and the one behind its last. */
  readonly columns: readonly { readonly first: number; readonly end: number }[];
}

/** Each step of a wave is a column. */
function columnsOf<Place>(bands: readonly Band<Place>[]): Columned<Place> {
  const nodes: { node: GraphNode<Place>; column: number }[] = [];
  const columns: { first: number; end: number }[] = [];
  let first = 0;
  for (const band of bands) {
    const steps = [...new Set(band.nodes.map((it) => it.schedule.step))].sort((a, b) => a - b);
    const rank = new Map(steps.map((it, index) => [it, index]));
    for (const node of band.nodes) {
      nodes.push({ node, column: first + (rank.get(node.schedule.step) ?? 0) });
    }
    columns.push({ first, end: first + steps.length });
    first += steps.length;
  }
  return { nodes, columns };
}

const heightOf = ({ marks, only }: GraphNode<unknown>): number =>
  marks.length > 0 || only ? 58 : 42;

function bandsSvg<Place>(
  bands: readonly Band<Place>[],
  columns: Columned<Place>["columns"],
  drawn: Layout,
  height: number,
): readonly string[] {
  return bands.flatMap(({ title }, index) => {
    const { first, end } = columns[index] ?? { first: 0, end: 1 };
    const [from, to] = [drawn.columns[first], drawn.columns[end - 1]];
    if (!from || !to) return [];
    const width = to.x + to.width - from.x + 2 * PADDING;
    const words = escapedXml(cut(title, Math.floor(width / 6)));
    return [
      `<rect class="band" x="${from.x}" y="26" width="${width}" height="${height - 26}" rx="8"/>`,
      `<text class="wave" x="${from.x + PADDING}" y="46">${words}<title>${escapedXml(title)}</title></text>`,
    ];
  });
}

function nodeSvg<Place>(
  node: GraphNode<Place>,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const { kind, namespace, name, type, status, marks, only } = node;
  const [mark] = marks;
  const classes = ["box", type, status, ...(only ? [only] : mark ? [mark.severity] : [])];
  const short = [
    ...(only ? [only === "after" ? "new" : "gone"] : []),
    ...(mark ? [mark.short] : []),
  ].join(", ");
  const tip = [nodeName(node), ...marks.map((it) => it.message)].join(". ").replaceAll("..", ".");
  const head = namespace === "" ? kind : `${kind} · ${namespace}`;
  return [
    `<g class="${classes.join(" ")}" transform="translate(${x} ${y})"><title>${escapedXml(tip)}</title>`,
    `<rect width="${WIDTH}" height="${heightOf(node)}" rx="6"/>`,
    `<text class="kind" x="10" y="17">${escapedXml(cut(head, 29))}</text>`,
    `<text class="name" x="10" y="34">${escapedXml(cut(name, 22))}</text>`,
    ...(short === ""
      ? []
      : [`<text class="mark" x="10" y="50">${escapedXml(cut(short, 29))}</text>`]),
    "</g>",
  ].join("");
}

function edgeSvg(edge: GraphEdge<unknown>, route: Route | undefined): string {
  const [first] = route?.points ?? [];
  const last = route?.points.at(-1);
  const before = route?.points.at(-2);
  if (!route || !first || !last || !before) return "";
  const classes = `${edge.type}${edge.only ? ` ${edge.only}` : ""}`;
  const isBeside = route.type === "beside";
  const tip = isBeside || last.x < before.x ? TIP : -TIP;
  const words = edgeWords(edge);
  return [
    `<path class="edge ${classes}" d="${isBeside ? besidePath(first, last) : acrossPath(route, tip)}">`,
    ...(words === "" ? [] : [`<title>${escapedXml(words)}</title>`]),
    "</path>",
    `<path class="tip ${classes}" d="M${last.x} ${last.y}l${tip} -4v8z"/>`,
  ].join("");
}

/** Length of the point of an arrow. */
const TIP = 7;

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
