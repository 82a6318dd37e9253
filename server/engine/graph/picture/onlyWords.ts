import type { GraphLayer } from "../../../../protocol/graphView.ts";

/** In which of two graphs something is alone. */
export const onlyWords = (only: "before" | "after", layer: GraphLayer): string =>
  WORDS[layer === "apart" ? "apart" : "since-commit"][only];

const WORDS = {
  apart: { after: "only in Git", before: "only in the cluster" },
  "since-commit": { after: "new", before: "gone" },
} as const;
