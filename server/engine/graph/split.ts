import type { Graph, GraphEdge, GraphGroup, GraphNode } from "../../../protocol/graph.ts";

/** One cluster or folder by itself. */
export interface GraphPart<Place> {
  readonly group: GraphGroup;
  readonly nodes: readonly GraphNode<Place>[];
  /** Those that begin and end in it. */
  readonly edges: readonly GraphEdge<Place>[];
}

/** The graph by cluster directory. Edges from one group to another are in no part. */
export function split<Place>({ groups, nodes, edges }: Graph<Place>): readonly GraphPart<Place>[] {
  const parts = new Map(
    groups.map((group) => [
      group.id,
      { group, nodes: [] as GraphNode<Place>[], edges: [] as GraphEdge<Place>[] },
    ]),
  );
  const groupOf = new Map(nodes.map((it) => [it.id, it.group]));
  for (const it of nodes) parts.get(it.group)?.nodes.push(it);
  for (const it of edges) {
    const group = groupOf.get(it.from) ?? "";
    if (groupOf.get(it.to) === group) parts.get(group)?.edges.push(it);
  }
  return [...parts.values()];
}
