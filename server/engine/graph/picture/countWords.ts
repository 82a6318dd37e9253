import type { GraphNode } from "../../../../protocol/graph.ts";
import { nodeState } from "./nodeState.ts";

/** `18 nodes, 2 in trouble`: what a group holds. */
export function countWords(nodes: readonly GraphNode<unknown>[]): string {
  const bad = nodes.filter((it) => nodeState(it).mood === "bad").length;
  const words = `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`;
  return bad === 0 ? words : `${words}, ${bad} in trouble`;
}
