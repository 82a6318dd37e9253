import type { GraphEdgeType } from "../../../protocol/graph.ts";
import type { Need } from "./task.ts";

/** How an edge holds up who leaves it; `undefined` where it does not. */
export const needBy = (type: GraphEdgeType | "health"): Need["by"] | undefined => NEEDS[type];

const NEEDS: Readonly<Partial<Record<GraphEdgeType | "health", Need["by"]>>> = {
  dependsOn: "dependency",
  source: "source",
  chart: "source",
  values: "values",
};
