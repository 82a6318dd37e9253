import { FLAGGER } from "../../identity.ts";
import type { Resource } from "../../resource.ts";

export const isMetricTemplate = ({ group, kind }: Resource): boolean =>
  group === FLAGGER && kind === "MetricTemplate";
