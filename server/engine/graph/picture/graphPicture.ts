import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import type {
  GraphChoice,
  GraphChoices,
  GraphCount,
  GraphPicture,
  PictureGroup,
} from "../../../../protocol/graphView.ts";
import { changeWords } from "../formats/changeWords.ts";
import { groupTitle } from "../formats/groupTitle.ts";
import { type PartPlan, partPlan } from "../partPlan.ts";
import { type GraphPart, split } from "../split.ts";
import { chosen } from "./chosen.ts";
import { countWords } from "./countWords.ts";
import { nodeState } from "./nodeState.ts";
import { pictureBand } from "./pictureBand.ts";
import { pictureEdges } from "./pictureEdges.ts";
import { pictureNode } from "./pictureNode.ts";

const BOX = { width: 184, height: 60 } as const;
const SPACING = { columns: 46, rows: 12 } as const;
/** Inside the frame of a group. */
const PADDING = 16;
/** Room for the title of a group, and for the heads of its waves. */
const TITLE = 40;
const HEADS = 52;
const BETWEEN_GROUPS = 24;

/** A graph as a view draws it: clusters below one another, waves beside one another, places by index. */
export function graphPicture<Place>(
  graph: Graph<Place>,
  choice: GraphChoice,
  notes: readonly string[] = [],
): GraphPicture<Place> {
  const shown = chosen(graph, choice);
  const collapsed = new Set(choice.collapsed);
  const expanded = new Set(choice.expanded);
  const parts = split(shown).map((part) => ({
    part,
    plan: collapsed.has(part.group.id) ? undefined : planOf(part),
  }));
  const width = Math.max(0, ...parts.map(({ plan }) => plan?.width ?? 0)) + 2 * PADDING;
  const groups: PictureGroup[] = [];
  const picture: Drawing<Place> = { nodes: [], edges: [], places: [], indexes: new Map() };
  let y = 0;
  for (const { part, plan } of parts) {
    const group = groupOf(part, plan, y, width);
    drawPart(picture, plan, groups.length, { layer: choice.layer, corner: group.corner, expanded });
    groups.push(group);
    y += group.height + BETWEEN_GROUPS;
  }
  const { nodes, edges, places } = picture;
  const { focus } = choice;
  return {
    layer: choice.layer,
    summary: summaryOf(graph, shown),
    notes,
    width,
    height: Math.max(0, y - BETWEEN_GROUPS),
    groups,
    nodes,
    edges,
    choices: choicesOf(graph),
    ...(focus !== undefined && graph.nodes.some((it) => it.id === focus) ? { focus } : {}),
    places,
  };
}

const planOf = <Place>(part: GraphPart<Place>): PartPlan<Place> =>
  partPlan(part, { width: BOX.width, heightOf: () => BOX.height, spacing: SPACING });

function groupOf<Place>(
  part: GraphPart<Place>,
  plan: PartPlan<Place> | undefined,
  y: number,
  width: number,
): PictureGroup {
  const { id, type } = part.group;
  return {
    id,
    type,
    title: groupTitle(part.group),
    summary: countWords(part.nodes),
    x: 0,
    y,
    width,
    height: plan ? TITLE + HEADS + plan.height + PADDING : TITLE,
    isCollapsed: !plan,
    corner: { x: PADDING, y: y + TITLE + HEADS },
    bands: plan ? plan.bands.map((it) => pictureBand(it, PADDING)) : [],
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
      ...pictureNode(it, BOX.width, layer, corner),
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
function summaryOf<Place>({ nodes }: Graph<Place>, shown: Graph<Place>): string {
  const count = shown.nodes.length;
  const words =
    count < nodes.length
      ? `${count} of ${nodes.length} nodes`
      : `${count} ${count === 1 ? "node" : "nodes"}`;
  const edges = shown.edges.length;
  const change = changeWords(shown);
  return `${words}, ${edges} ${edges === 1 ? "edge" : "edges"}${change && `; ${change.replace(/\.$/, "")}`}`;
}

function choicesOf<Place>({ nodes }: Graph<Place>): GraphChoices {
  return {
    namespaces: counted(nodes, (it) => it.namespace).filter((it) => it.name !== ""),
    kinds: counted(nodes, (it) => it.kind),
    states: counted(nodes, (it) => nodeState(it).name),
  };
}

function counted<Place>(
  nodes: readonly GraphNode<Place>[],
  nameOf: (node: GraphNode<Place>) => string,
): readonly GraphCount[] {
  const counts = new Map<string, number>();
  for (const it of nodes) counts.set(nameOf(it), (counts.get(nameOf(it)) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
