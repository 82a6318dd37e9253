import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import type { LiveGraph } from "../../../../protocol/graphView.ts";
import { difference } from "../difference.ts";
import { subgraph } from "../subgraph.ts";
import { isUnread } from "./isUnread.ts";

/**
 * Git against a cluster: what is only in the files is alone `after`, what is only in the cluster `before`. What is in both
 * says how it fares. Nothing is said of kinds that were not read.
 *
 * @param live of one group, which is a cluster of the files where they have anything in common
 */
export function apart<Place>(
  live: Graph<never>,
  files: Graph<Place>,
  known: Pick<LiveGraph, "unread">,
): Graph<Place> {
  const [group] = live.groups;
  const isKnown = files.groups.some((it) => it.id === group?.id);
  const own = isKnown ? subgraph(files, (it) => it.group === group?.id) : files;
  const states = new Map(live.nodes.map((it) => [it.id, it.live]));
  const { groups, nodes, edges } = difference<Place>(live, own);
  const unread = new Set(nodes.filter((it) => isUnread(known, it)).map((it) => it.id));
  return {
    groups,
    nodes: nodes.map((node) => {
      const state = states.get(node.id);
      const isHeld = !isTold(node) || unread.has(node.id);
      return { ...(isHeld ? quiet(node) : node), ...(state ? { live: state } : {}) };
    }),
    // Who names what is said by the object that was not read; what one applies is told of what was read.
    edges: edges.map(({ only, ...edge }) => {
      const isHeld = unread.has(edge.from) || (edge.type === "applies" && unread.has(edge.to));
      return only === undefined || isHeld ? edge : { ...edge, only };
    }),
  };
}

/** Of what nobody watches, such as workloads, it is not known whether it is in the cluster. */
const isTold = ({ type, status }: GraphNode<unknown>): boolean =>
  type !== "object" && status === "here";

function quiet<Place>({ only: _, waveBefore: __, ...node }: GraphNode<Place>): GraphNode<Place> {
  return node;
}
