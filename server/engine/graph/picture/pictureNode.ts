import type { GraphNode } from "../../../../protocol/graph.ts";
import type { GraphLayer, PictureGroup, PictureNode } from "../../../../protocol/graphView.ts";
import { factWords } from "../formats/factWords.ts";
import type { PlannedNode } from "../partPlan.ts";
import { nodeState } from "./nodeState.ts";
import { onlyWords } from "./onlyWords.ts";

/** A box with its words. */
export function pictureNode<Place>(
  { node, band, x, y, height }: PlannedNode<Place>,
  width: number,
  layer: GraphLayer,
  corner: PictureGroup["corner"],
): Omit<PictureNode, "group" | "isExpanded" | "place"> {
  const { id, apiGroup, kind, namespace, name, type, marks, only, applies } = node;
  const { message, ...state } = nodeState(node);
  const change = changeOf(node, layer);
  // State and change say already what does not stand in files, and what was otherwise.
  const { waveBefore: _, ...plain } = { ...node, status: "here" as const };
  return {
    id,
    apiGroup,
    kind,
    namespace,
    name,
    type,
    band,
    x: corner.x + x,
    y: corner.y + y,
    width,
    height,
    state,
    message,
    isElsewhere: node.status !== "here",
    marks,
    facts: factWords(plain),
    applies: applies.length,
    ...(change === undefined ? {} : { change }),
    ...(only ? { only } : {}),
  };
}

function changeOf({ only, waveBefore }: GraphNode<unknown>, layer: GraphLayer): string | undefined {
  if (only) return onlyWords(only, layer);
  if (waveBefore === undefined || layer === "apart") return undefined;
  return waveBefore === null ? "never started before" : `was in wave ${waveBefore}`;
}
