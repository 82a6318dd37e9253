import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import type {
  GraphChoice,
  GraphChoices,
  GraphCount,
  GraphFlow,
  GraphLayer,
  GraphPicture,
  GraphViewQuestion,
  PictureBand,
  PictureGroup,
} from "../../../../protocol/graphView.ts";
import { changeWords } from "../formats/changeWords.ts";
import { groupTitle } from "../formats/groupTitle.ts";
import { type PartPlan, partPlan } from "../partPlan.ts";
import { type GraphPart, split } from "../split.ts";
import { type Arrangement, arrangement } from "./arrangement.ts";
import { chosen } from "./chosen.ts";
import { countWords } from "./countWords.ts";
import { LENGTHS } from "./lengths.ts";
import { onlyWords } from "./onlyWords.ts";
import { pictureBand } from "./pictureBand.ts";
import { pictureEdges } from "./pictureEdges.ts";
import { pictureNode } from "./pictureNode.ts";
import { statesOf } from "./statesOf.ts";

const { box, between, padding, inset, title, heads, gutter, betweenGroups } = LENGTHS;

/** A graph as a view draws it: clusters below one another, in each its waves, places by index. */
export function graphPicture<Place>(
  graph: Graph<Place>,
  choice: GraphViewQuestion,
  notes: readonly string[] = [],
): GraphPicture<Place> {
  const shown = chosen(graph, choice);
  const collapsed = new Set(choice.collapsed);
  const expanded = new Set(choice.expanded);
  const all = split(shown);
  const isOpen = ({ group }: GraphPart<Place>) => !collapsed.has(group.id);
  const arranged = arrangement(all.filter(isOpen), choice);
  const { flow } = arranged;
  const parts = all.map((part) => ({
    part,
    plan: isOpen(part) ? planOf(part, arranged) : undefined,
  }));
  const beside = 2 * padding + (flow === "down" ? gutter : 0);
  const width = Math.max(0, ...parts.map(({ plan }) => plan?.width ?? 0)) + beside;
  const groups: PictureGroup[] = [];
  const picture: Drawing<Place> = { nodes: [], edges: [], places: [], indexes: new Map() };
  let y = 0;
  for (const { part, plan } of parts) {
    const group = groupOf(part, plan, flow, { y, width });
    drawPart(picture, plan, groups.length, { layer: choice.layer, corner: group.corner, expanded });
    groups.push(group);
    y += group.height + betweenGroups;
  }
  const { nodes, edges, places } = picture;
  const { focus } = choice;
  return {
    layer: choice.layer,
    flow,
    summary: summaryOf(graph, shown, choice.layer),
    notes,
    width,
    height: Math.max(0, y - betweenGroups),
    groups,
    nodes,
    edges,
    choices: choicesOf(graph, choice.layer),
    ...(focus !== undefined && graph.nodes.some((it) => it.id === focus) ? { focus } : {}),
    places,
  };
}

const planOf = <Place>(part: GraphPart<Place>, arranged: Arrangement): PartPlan<Place> =>
  partPlan(part, { width: box.width, heightOf: () => box.height, spacing: between, ...arranged });

function groupOf<Place>(
  part: GraphPart<Place>,
  plan: PartPlan<Place> | undefined,
  flow: GraphFlow,
  { y, width }: Pick<PictureGroup, "y" | "width">,
): PictureGroup {
  const { id, type } = part.group;
  const isDown = flow === "down";
  const left = padding + (isDown ? gutter : 0);
  const above = title + (isDown ? inset : heads);
  const height = plan ? above + plan.height + padding : title;
  /** Bands take all of the group across the flow. */
  const bandAt = (at: PictureBand): PictureBand =>
    isDown
      ? {
          ...at,
          x: inset,
          y: above + at.y - inset,
          width: width - 2 * inset,
          height: at.height + 2 * inset,
        }
      : {
          ...at,
          x: left + at.x - inset,
          y: title,
          width: at.width + 2 * inset,
          height: height - title - inset,
        };
  return {
    id,
    type,
    title: groupTitle(part.group),
    summary: countWords(part.nodes),
    x: 0,
    y,
    width,
    height,
    isCollapsed: !plan,
    corner: { x: left, y: y + above },
    bands: plan ? plan.bands.map((it) => bandAt(pictureBand(it))) : [],
  };
}

/** What all boxes of a group have in common. */
interface Around extends Pick<PictureGroup, "corner">, Pick<GraphChoice, "layer"> {
  readonly expanded: ReadonlySet<string>;
}

/** What is drawn so far. */
interface Drawing<Place> {
  readonly nodes: GraphPicture<Place>["nodes"][number][];
  readonly edges: GraphPicture<Place>["edges"][number][];
  readonly places: Place[];
  /** Of nodes, by id. */
  readonly indexes: Map<string, number>;
}

function drawPart<Place>(
  { nodes, edges, places, indexes }: Drawing<Place>,
  plan: PartPlan<Place> | undefined,
  group: number,
  { layer, corner, expanded }: Around,
): void {
  if (!plan) return;
  const keep = (place: Place | undefined) =>
    place === undefined ? {} : { place: places.push(place) - 1 };
  for (const it of plan.nodes) {
    indexes.set(it.node.id, nodes.length);
    nodes.push({
      ...pictureNode(it, box.width, layer, corner),
      group,
      isExpanded: expanded.has(it.node.id),
      ...keep(it.node.place),
    });
  }
  for (const { edge, ...line } of pictureEdges(plan.edges, indexes, { group, layer })) {
    edges.push({ ...line, ...keep(edge.place) });
  }
}

/** What expanding has added is counted with the rest. */
function summaryOf<Place>({ nodes }: Graph<Place>, shown: Graph<Place>, layer: GraphLayer): string {
  const count = shown.nodes.length;
  const words =
    count < nodes.length
      ? `${count} of ${nodes.length} nodes`
      : `${count} ${count === 1 ? "node" : "nodes"}`;
  const edges = shown.edges.length;
  // As the boxes have it.
  const sides = {
    after: `(+) ${onlyWords("after", layer)}`,
    before: `(−) ${onlyWords("before", layer)}`,
  };
  const change = changeWords(shown, sides);
  return `${words}, ${edges} ${edges === 1 ? "edge" : "edges"}${change && `; ${change.replace(/\.$/, "")}`}`;
}

function choicesOf<Place>({ nodes }: Graph<Place>, layer: GraphLayer): GraphChoices {
  return {
    namespaces: counted(nodes, (it) => [it.namespace]).filter((it) => it.name !== ""),
    kinds: counted(nodes, (it) => [it.kind]),
    states: counted(nodes, (it) => statesOf(it, layer)),
  };
}

function counted<Place>(
  nodes: readonly GraphNode<Place>[],
  namesOf: (node: GraphNode<Place>) => readonly string[],
): readonly GraphCount[] {
  const counts = new Map<string, number>();
  for (const it of nodes.flatMap(namesOf)) counts.set(it, (counts.get(it) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
