import type { Graph, GraphPlace } from "../../../../protocol/graph.ts";

/** Changes when a field goes or means something else; a new field alone is no other version. */
const VERSION = 1;

/** The graph as docs/graph.md describes it. */
export const graphJson = (graph: Graph<GraphPlace>): string =>
  `${JSON.stringify({ version: VERSION, ...graph }, null, 1)}\n`;
