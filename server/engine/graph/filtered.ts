import type { Graph } from "../../../protocol/graph.ts";
import { subgraph } from "./subgraph.ts";

/** What to keep; an empty list keeps all. */
export interface GraphFilter {
  readonly namespaces: readonly string[];
  readonly kinds: readonly string[];
}

/** The nodes of some namespaces and kinds, and the edges between them. */
export function filtered<Place>(
  graph: Graph<Place>,
  { namespaces, kinds }: GraphFilter,
): Graph<Place> {
  if (namespaces.length === 0 && kinds.length === 0) return graph;
  return subgraph(
    graph,
    ({ namespace, kind }) =>
      (namespaces.length === 0 || namespaces.includes(namespace)) &&
      (kinds.length === 0 || kinds.includes(kind)),
  );
}
