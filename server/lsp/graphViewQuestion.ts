import { type GraphViewQuestion, graphLayers, type LiveGraph } from "../../protocol/graphView.ts";

/** A question as it came over the wire: what is not as it should be is left out. */
export function readGraphQuestion(asked: unknown): GraphViewQuestion {
  const it = (asked ?? {}) as Readonly<Record<string, unknown>>;
  return {
    layer: graphLayers.find((layer) => layer === it.layer) ?? "files",
    namespaces: textsIn(it.namespaces),
    kinds: textsIn(it.kinds),
    states: textsIn(it.states),
    expanded: textsIn(it.expanded),
    collapsed: textsIn(it.collapsed),
    ...(typeof it.focus === "string" ? { focus: it.focus } : {}),
    ...(isLive(it.live) ? { live: it.live } : {}),
  };
}

const textsIn = (it: unknown): readonly string[] =>
  Array.isArray(it) ? it.filter((text) => typeof text === "string") : [];

/** The client is ours, so what it sends of the cluster is not looked at field by field. */
function isLive(it: unknown): it is LiveGraph {
  const { nodes, edges, notes } = (it ?? {}) as Readonly<Record<string, unknown>>;
  return [nodes, edges, notes].every(Array.isArray);
}
