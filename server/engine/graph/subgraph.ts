import type { Graph, GraphNode } from "../../../protocol/graph.ts";
import { groupedBy } from "./groupedBy.ts";
import { wavesOf } from "./wavesOf.ts";

/** The nodes of which something holds, and the edges between them. */
export function subgraph<Place>(
  { groups, nodes, edges }: Graph<Place>,
  holds: (node: GraphNode<Place>) => boolean,
): Graph<Place> {
  const kept = nodes.filter(holds);
  const ids = new Set(kept.map((it) => it.id));
  const byGroup = groupedBy(kept, (it) => it.group);
  return {
    groups: groups.flatMap((it) => {
      const own = byGroup.get(it.id);
      return own ? [{ ...it, waves: wavesOf(own) }] : [];
    }),
    nodes: kept,
    edges: edges.filter((it) => ids.has(it.from) && ids.has(it.to)),
  };
}
