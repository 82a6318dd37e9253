import type { GraphName } from "../../../../protocol/graph.ts";
import type { LiveGraph } from "../../../../protocol/graphView.ts";

/** Is it not known whether there is such an object in a cluster? */
export const isUnread = (
  { unread = [] }: Pick<LiveGraph, "unread">,
  { apiGroup, kind, namespace }: GraphName,
): boolean =>
  unread.some(
    (it) =>
      it.kind === kind &&
      it.apiGroup === apiGroup &&
      (it.namespace === undefined || it.namespace === namespace),
  );
