import type { Graph, GraphNode } from "../../../../protocol/graph.ts";
import type { GraphChoice } from "../../../../protocol/graphView.ts";
import { expanded } from "../expanded.ts";
import { focused } from "../focused.ts";
import { subgraph } from "../subgraph.ts";
import { statesOf } from "./statesOf.ts";

/** What a choice leaves of a graph; what expanded nodes apply stays with them. */
export function chosen<Place>(graph: Graph<Place>, choice: GraphChoice): Graph<Place> {
  const ids = new Set(choice.expanded);
  const all = choice.expanded.length === 0 ? graph : expanded(graph, ids);
  const { focus } = choice;
  const isThere = focus !== undefined && all.nodes.some((it) => it.id === focus);
  const near = isThere ? focused(all, [focus]) : all;
  if (![choice.namespaces, choice.kinds, choice.states].some((it) => it.length > 0)) return near;
  const kept = new Set(near.nodes.filter((it) => isWanted(it, choice)).map((it) => it.id));
  const applied = near.edges.flatMap(({ type, from, to }) =>
    type === "applies" && ids.has(from) && kept.has(from) ? [to] : [],
  );
  for (const it of applied) kept.add(it);
  return subgraph(near, (it) => kept.has(it.id));
}

const isWanted = (
  node: GraphNode<unknown>,
  { namespaces, kinds, states, layer }: GraphChoice,
): boolean =>
  (namespaces.length === 0 || namespaces.includes(node.namespace)) &&
  (kinds.length === 0 || kinds.includes(node.kind)) &&
  (states.length === 0 || statesOf(node, layer).some((it) => states.includes(it)));
