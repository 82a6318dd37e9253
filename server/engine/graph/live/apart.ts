import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import { difference } from "../difference.ts";
import { subgraph } from "../subgraph.ts";

/**
 * Git against a cluster: what is only in the files is alone `after`, what is only in the cluster `before`. What is in both
 * says how it fares.
 *
 * @param live of one group, which is a cluster of the files where they have anything in common
 */
export function apart<Place>(live: Graph<never>, files: Graph<Place>): Graph<Place> {
  const [group] = live.groups;
  const isKnown = files.groups.some((it) => it.id === group?.id);
  const own = isKnown ? subgraph(files, (it) => it.group === group?.id) : files;
  const states = new Map(live.nodes.map((it) => [it.id, it.live]));
  const { groups, nodes, edges } = difference<Place>(live, own);
  return {
    groups,
    nodes: nodes.map((node) => {
      const state = states.get(node.id);
      return { ...(isTold(node) ? node : quiet(node)), ...(state ? { live: state } : {}) };
    }),
    edges,
  };
}

/** Of what nobody watches, such as workloads, it is not known whether it is in the cluster. */
const isTold = ({ type, status }: GraphNode<unknown>): boolean =>
  type !== "object" && status === "here";

function quiet<Place>({ only: _, waveBefore: __, ...node }: GraphNode<Place>): GraphNode<Place> {
  return node;
}
