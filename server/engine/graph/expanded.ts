import type { Graph, GraphEdge, GraphNode } from "../../../protocol/graph.ts";
import { sorted } from "./sorted.ts";

/** The graph with all that some Kustomizations apply as nodes of their own, a step after them. */
export function expanded<Place>(graph: Graph<Place>, ids: Iterable<string>): Graph<Place> {
  const wanted = new Set(ids);
  const nodes = new Map(graph.nodes.map((it) => [it.id, it]));
  const edges = new Set(graph.edges.map((it) => `${it.type} ${it.from} ${it.to}`));
  const added: GraphEdge<Place>[] = [];
  for (const from of graph.nodes) {
    if (!wanted.has(from.id)) continue;
    for (const it of from.applies) {
      const id = `${from.group}|${it.kind}.${it.apiGroup}|${it.namespace}/${it.name}`;
      if (!nodes.has(id)) nodes.set(id, objectNode(from, id, it));
      if (edges.has(`applies ${from.id} ${id}`)) continue;
      added.push({
        from: from.id,
        to: id,
        type: "applies",
        ...(from.place === undefined ? {} : { place: from.place }),
      });
    }
  }
  return sorted({ ...graph, nodes: [...nodes.values()], edges: [...graph.edges, ...added] });
}

function objectNode<Place>(
  { group, schedule }: GraphNode<Place>,
  id: string,
  name: GraphNode<Place>["applies"][number],
): GraphNode<Place> {
  return {
    id,
    group,
    type: "object",
    status: "here",
    ...name,
    facts: {},
    schedule: { ...schedule, step: schedule.step + 1 },
    applies: [],
    marks: [],
  };
}
