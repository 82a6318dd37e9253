import type { Mapping } from "../node.ts";
import type { Pair } from "./labels.ts";

/** The texts of a decoded map, such as `commonLabels`. */
export const pairsOf = (node: Mapping | undefined): readonly Pair[] =>
  (node?.entries ?? []).map(({ key, value }) => ({
    key: key.text,
    value: value?.kind === "scalar" ? value.text : "",
    node: value,
  }));
