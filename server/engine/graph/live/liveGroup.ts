import type { Graph, GraphGroup, GraphName } from "../../../../protocol/graph.ts";
import type { LiveGraph } from "../../../../protocol/graphView.ts";

/**
 * The cluster of the files that a live one is: that of which it has most nodes. Without any in common, it is one of its
 * own. Its name is the context's.
 */
export function liveGroup({ context, nodes }: LiveGraph, files: Graph<unknown>): GraphGroup {
  const there = new Set(nodes.map(keyOf));
  const counts = new Map<string, number>();
  for (const it of files.nodes) {
    if (it.status !== "here" || !there.has(keyOf(it))) continue;
    counts.set(it.group, (counts.get(it.group) ?? 0) + 1);
  }
  const [best] = files.groups
    .filter((it) => counts.has(it.id))
    .sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  return { id: best?.id ?? `cluster ${context}`, type: "cluster", folder: context, waves: [] };
}

const keyOf = ({ apiGroup, kind, namespace, name }: GraphName): string =>
  `${kind}.${apiGroup} ${namespace}/${name}`;
