import type { GraphPicture, PictureEdge, PictureNode } from "../../../protocol/graphView.ts";
import { arounds, type Neighbour } from "./arounds.ts";
import { EDGE_TITLES } from "./edgeTitle.ts";

/** The picture in words: one table for each group, one row for each node. */
export interface TwinTable {
  readonly title: string;
  readonly rows: readonly TwinRow[];
}

export interface TwinRow {
  /** Index of the node. */
  readonly node: number;
  readonly cells: readonly string[];
}

export const TWIN_HEAD = ["Wave", "Node", "State", "Before it", "After it", "To know"] as const;

export function twinRows(picture: GraphPicture<unknown>): readonly TwinTable[] {
  const { groups, nodes } = picture;
  const lists = arounds(picture);
  return groups.map(({ title, summary, isCollapsed, bands }, group) => ({
    title: `${title}: ${summary}${isCollapsed ? ", folded" : ""}`,
    rows: nodes.flatMap((node, index) => {
      if (node.group !== group) return [];
      const { title: wave = "", earliest = "" } = bands[node.band] ?? {};
      const { before, after } = lists[index] ?? { before: [], after: [] };
      const cells = [
        [wave, earliest].filter(Boolean).join(", "),
        `${node.kind} ${node.namespace === "" ? "" : `${node.namespace}/`}${node.name}`,
        [node.state.name, node.change].filter(Boolean).join(", "),
        listed(nodes, before, "before"),
        listed(nodes, after, "after"),
        notesOf(node),
      ];
      return [{ node: index, cells }];
    }),
  }));
}

/** `waits for a, b; is applied by c` */
function listed(
  nodes: readonly PictureNode[],
  neighbours: readonly Neighbour[],
  side: "before" | "after",
): string {
  const lists = new Map<string, string[]>();
  for (const { node, edge } of neighbours) {
    const title = EDGE_TITLES[edge.type][side];
    lists.set(title, [...(lists.get(title) ?? []), endWords(nodes[node], edge)]);
  }
  return [...lists].map(([title, names]) => `${title} ${names.join(", ")}`).join("; ");
}

/** `apps (when …, new)` */
function endWords(node: PictureNode | undefined, { words, change }: PictureEdge): string {
  const said = [words.startsWith("when ") ? words : "", change ?? ""].filter(Boolean).join(", ");
  return `${node?.name ?? ""}${said === "" ? "" : ` (${said})`}`;
}

function notesOf({ message, marks, facts }: PictureNode): string {
  const told = marks.map((it) => it.message);
  const first = message === "" || told.includes(message) ? [] : [message];
  return [...first, ...told, facts.length > 0 ? capital(`${facts.join(", ")}.`) : ""]
    .filter(Boolean)
    .join(" ");
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
