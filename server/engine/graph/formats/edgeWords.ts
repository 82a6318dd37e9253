import type { GraphEdge, GraphEdgeType } from "../../../../protocol/graph.ts";

/** What stands at a line; empty for a plain dependency. */
export const edgeWords = ({ type, readyExpr }: GraphEdge<unknown>): string =>
  readyExpr === undefined ? WORDS[type] : `when ${readyExpr}`;

const WORDS: Readonly<Record<GraphEdgeType, string>> = {
  dependsOn: "",
  source: "source",
  chart: "chart",
  values: "values",
  applies: "applies",
  targets: "targets",
};
