import type { GraphGroup } from "../../../../protocol/graph.ts";

/** What a group is called over its nodes. */
export const groupTitle = ({ type, folder }: GraphGroup): string =>
  type === "files" ? "files that no build takes up" : `${type} ${folder}`;
