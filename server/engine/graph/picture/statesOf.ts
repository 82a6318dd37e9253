import type { GraphNode } from "../../../../protocol/graph.ts";
import type { GraphLayer } from "../../../../protocol/graphView.ts";
import { nodeState } from "./nodeState.ts";
import { onlyWords } from "./onlyWords.ts";

/** By what a node is found among states: how it fares, and in a difference on which side it is alone. */
export const statesOf = (node: GraphNode<unknown>, layer: GraphLayer): readonly string[] => [
  nodeState(node).name,
  ...(node.only ? [onlyWords(node.only, layer)] : []),
];
