import type { GraphEdge } from "../../../../protocol/graph.ts";
import type { GraphLayer, PictureEdge } from "../../../../protocol/graphView.ts";
import { flowOf } from "../flow.ts";
import { edgeWords } from "../formats/edgeWords.ts";
import type { PlannedEdge } from "../partPlan.ts";
import { onlyWords } from "./onlyWords.ts";

/**
 * The lines of one group, each with the edge that it stands for.
 *
 * @param indexes of nodes, by id
 */
export const pictureEdges = <Place>(
  edges: readonly PlannedEdge<Place>[],
  indexes: ReadonlyMap<string, number>,
  { group, layer }: { readonly group: number; readonly layer: GraphLayer },
): readonly (PictureEdge & { readonly edge: GraphEdge<Place> })[] =>
  edges.flatMap(({ edge, path, tip }) => {
    const { first, next } = flowOf(edge);
    const [from, to] = [indexes.get(first), indexes.get(next)];
    if (from === undefined || to === undefined) return [];
    const { type, only } = edge;
    const words = edgeWords(edge);
    const line = { group, first: from, next: to, type, words, path, tip };
    return [{ ...line, ...(only ? { only, change: onlyWords(only, layer) } : {}), edge }];
  });
