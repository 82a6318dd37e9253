import type { Graph, GraphEdge, GraphGroup, GraphNode } from "../../../protocol/graph.ts";
import { sorted } from "./sorted.ts";

/**
 * Two graphs in one. What is in both says what it says after; what is in one alone says in which, and what starts in
 * another wave now, in which it was. Nodes are the same by group, kind and name, edges by their ends and their type.
 */
export function difference<Place>(before: Graph<Place>, after: Graph<Place>): Graph<Place> {
  const old = new Map(before.nodes.map((it) => [it.id, it]));
  const ids = new Set(after.nodes.map((it) => it.id));
  const edges = new Set(before.edges.map(keyOf));
  const now = new Set(after.edges.map(keyOf));
  const groups = new Map<string, GraphGroup>(before.groups.map((it) => [it.id, it]));
  for (const it of after.groups) groups.set(it.id, it);
  return sorted({
    groups: [...groups.values()],
    nodes: [
      ...after.nodes.map((it) => compared(it, old.get(it.id))),
      ...before.nodes
        .filter((it) => !ids.has(it.id))
        .map((it) => ({ ...it, only: "before" as const })),
    ],
    edges: [
      ...after.edges.map((it) => (edges.has(keyOf(it)) ? it : { ...it, only: "after" as const })),
      ...before.edges
        .filter((it) => !now.has(keyOf(it)))
        .map((it) => ({ ...it, only: "before" as const })),
    ],
  });
}

const keyOf = ({ from, to, type, readyExpr = "" }: GraphEdge<unknown>): string =>
  JSON.stringify([type, from, to, readyExpr]);

function compared<Place>(
  now: GraphNode<Place>,
  then: GraphNode<Place> | undefined,
): GraphNode<Place> {
  if (!then) return { ...now, only: "after" };
  const was = waveOf(then);
  return was === waveOf(now) ? now : { ...now, waveBefore: was };
}

const waveOf = ({ schedule }: GraphNode<unknown>): number | null =>
  schedule.type === "starts" ? schedule.wave : null;
