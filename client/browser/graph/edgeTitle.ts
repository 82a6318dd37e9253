import type { GraphEdgeType } from "../../../protocol/graph.ts";

/** How a line is called from what it comes from, and from what it leads to, in the order of time. */
export const EDGE_TITLES: Readonly<
  Record<GraphEdgeType, { readonly before: string; readonly after: string }>
> = {
  dependsOn: { before: "waits for", after: "is waited for by" },
  source: { before: "takes files from", after: "is the source of" },
  chart: { before: "takes its chart from", after: "is the chart source of" },
  values: { before: "takes values from", after: "gives values to" },
  applies: { before: "is applied by", after: "applies" },
  targets: { before: "is worked on by", after: "works on" },
};
