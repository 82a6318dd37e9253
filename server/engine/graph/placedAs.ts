import type { Graph } from "../../../protocol/graph.ts";

/** The graph with the places of another one where that has the same nodes, and with no others. */
export function placedAs<Place>(graph: Graph<unknown>, other: Graph<Place>): Graph<Place> {
  const places = new Map(other.nodes.map((it) => [it.id, it.place]));
  return {
    groups: graph.groups,
    nodes: graph.nodes.map(({ place: _, ...node }) => {
      const place = places.get(node.id);
      return { ...node, ...(place === undefined ? {} : { place }) };
    }),
    edges: graph.edges.map(({ place: _, ...edge }) => edge),
  };
}
