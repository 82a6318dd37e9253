import {
  type GraphRoom,
  type GraphViewQuestion,
  graphFlows,
  graphLayers,
  type LiveGraph,
} from "../../protocol/graphView.ts";

/** A question as it came over the wire: what is not as it should be is left out. */
export function readGraphQuestion(asked: unknown): GraphViewQuestion {
  const it = (asked ?? {}) as Readonly<Record<string, unknown>>;
  const flow = graphFlows.find((known) => known === it.flow);
  return {
    layer: graphLayers.find((layer) => layer === it.layer) ?? "files",
    namespaces: textsIn(it.namespaces),
    kinds: textsIn(it.kinds),
    states: textsIn(it.states),
    expanded: textsIn(it.expanded),
    collapsed: textsIn(it.collapsed),
    ...(typeof it.focus === "string" ? { focus: it.focus } : {}),
    ...(flow ? { flow } : {}),
    ...(isRoom(it.room) ? { room: it.room } : {}),
    ...(isLive(it.live) ? { live: it.live } : {}),
  };
}

const textsIn = (it: unknown): readonly string[] =>
  Array.isArray(it) ? it.filter((text) => typeof text === "string") : [];

function isRoom(it: unknown): it is GraphRoom {
  const { width, height } = (it ?? {}) as Readonly<Record<string, unknown>>;
  return [width, height].every((length) => Number.isFinite(length) && Number(length) > 0);
}

/** The client is ours, so what it sends of the cluster is not looked at field by field. */
function isLive(it: unknown): it is LiveGraph {
  const { nodes, edges, notes } = (it ?? {}) as Readonly<Record<string, unknown>>;
  return [nodes, edges, notes].every(Array.isArray);
}
