import type { GraphEdge, GraphNode } from "../../../../protocol/graph.ts";
import { nodeName } from "../nodeName.ts";
import { type PlannedBand, type PlannedEdge, type PlannedNode, partPlan } from "../partPlan.ts";
import type { GraphPart } from "../split.ts";
import { edgeWords } from "./edgeWords.ts";
import { groupTitle } from "./groupTitle.ts";
import type { Piece } from "./piece.ts";
import { cut, escapedXml } from "./svgText.ts";

const WIDTH = 184;
const PADDING = 12;
/** Room above the boxes: the name of the group, and the head of each wave. */
const TOP = 62;

/** One cluster: a band for each wave, in it boxes and, over all, lines. */
export function partSvg<Place>(part: GraphPart<Place>): Piece {
  const plan = partPlan(part, { width: WIDTH, heightOf });
  const width = plan.width + 2 * PADDING;
  const height = plan.height + TOP + PADDING;
  const text = [
    `<text class="group" x="0" y="15">${escapedXml(groupTitle(part.group))}</text>`,
    ...plan.bands.map((it) => bandSvg(it, height)),
    `<g transform="translate(${PADDING} ${TOP})">`,
    ...plan.edges.map(edgeSvg),
    ...plan.nodes.map(nodeSvg),
    "</g>",
  ];
  return { text: text.join("\n"), width, height: height + PADDING };
}

const heightOf = ({ marks, only }: GraphNode<unknown>): number =>
  marks.length > 0 || only ? 58 : 42;

function bandSvg<Place>({ title, x, width }: PlannedBand<Place>, height: number): string {
  const wide = width + 2 * PADDING;
  const words = escapedXml(cut(title, Math.floor(wide / 6)));
  return [
    `<rect class="band" x="${x}" y="26" width="${wide}" height="${height - 26}" rx="8"/>`,
    `<text class="wave" x="${x + PADDING}" y="46">${words}<title>${escapedXml(title)}</title></text>`,
  ].join("\n");
}

function nodeSvg<Place>({ node, x, y, height }: PlannedNode<Place>): string {
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
    `<rect width="${WIDTH}" height="${height}" rx="6"/>`,
    `<text class="kind" x="10" y="17">${escapedXml(cut(head, 29))}</text>`,
    `<text class="name" x="10" y="34">${escapedXml(cut(name, 22))}</text>`,
    ...(short === ""
      ? []
      : [`<text class="mark" x="10" y="50">${escapedXml(cut(short, 29))}</text>`]),
    "</g>",
  ].join("");
}

function edgeSvg({ edge, path, tip }: PlannedEdge<unknown>): string {
  const classes = classesOf(edge);
  const words = edgeWords(edge);
  return [
    `<path class="edge ${classes}" d="${path}">`,
    ...(words === "" ? [] : [`<title>${escapedXml(words)}</title>`]),
    "</path>",
    `<path class="tip ${classes}" d="${tip}"/>`,
  ].join("");
}

const classesOf = ({ type, only }: GraphEdge<unknown>): string =>
  `${type}${only ? ` ${only}` : ""}`;
