import type { GraphPicture, PictureEdge } from "../../../protocol/graphView.ts";

/** An edge seen from one of its ends. */
export interface Neighbour {
  /** Index of the node at the other end. */
  readonly node: number;
  readonly edge: PictureEdge;
}

/** What comes before a node, and what comes after it, in the order of time. */
export interface Around {
  readonly before: readonly Neighbour[];
  readonly after: readonly Neighbour[];
}

/** The neighbours of each node, in the order of the nodes. */
export function arounds({
  nodes,
  edges,
}: Pick<GraphPicture<unknown>, "nodes" | "edges">): readonly Around[] {
  const all = nodes.map(() => ({ before: [] as Neighbour[], after: [] as Neighbour[] }));
  for (const edge of edges) {
    all[edge.next]?.before.push({ node: edge.first, edge });
    all[edge.first]?.after.push({ node: edge.next, edge });
  }
  return all;
}
