import type {
  Graph,
  GraphEdge,
  GraphMark,
  GraphName,
  GraphNode,
} from "../../../../protocol/graph.ts";
import type { LiveGraph } from "../../../../protocol/graphView.ts";
import { nodeTypeOf } from "../kinds.ts";
import { schedule } from "../schedule.ts";
import { sorted } from "../sorted.ts";
import { wavesOf } from "../wavesOf.ts";
import { isUnread } from "./isUnread.ts";
import { liveGroup } from "./liveGroup.ts";
import { liveTasks } from "./liveTasks.ts";

/** A cluster as it is now, as the same kind of graph as the files give. Its nodes stand in no file. */
export function liveGraph(live: LiveGraph, files: Graph<unknown>): Graph<never> {
  const group = liveGroup(live, files);
  const idOf = ({ apiGroup, kind, namespace, name }: GraphName) =>
    `${group.id}|${kind}.${apiGroup}|${namespace}/${name}`;
  const drafts = new Map<string, Draft>();
  for (const { apiGroup, kind, namespace, name, ...rest } of live.nodes) {
    const named = { apiGroup, kind, namespace, name };
    const { type, facts, applies, state } = rest;
    const node = {
      ...named,
      type,
      facts,
      applies,
      live: state,
      status: "here" as const,
      marks: [],
    };
    drafts.set(idOf(named), { ...node, id: idOf(named), group: group.id });
  }
  const ids = live.nodes.map(idOf);
  const edges = live.edges.map(({ from, to, ...rest }): GraphEdge<never> => {
    const id = idOf(to);
    if (!drafts.has(id)) drafts.set(id, { ...absent(to, live), id, group: group.id });
    return { ...rest, from: ids[from] ?? "", to: id };
  });
  const all = [...drafts.values()];
  const applied = appliedEdges(all, drafts, idOf);
  const { schedules } = schedule(liveTasks(all, [...edges, ...applied]));
  const nodes = all.map(
    (it, index): GraphNode<never> => ({
      ...it,
      schedule: schedules[index] ?? { type: "never", step: 0 },
    }),
  );
  return sorted({
    groups: [{ ...group, waves: wavesOf(nodes) }],
    nodes,
    edges: [...edges.filter((it) => drafts.has(it.from)), ...applied],
  });
}

type Draft = Omit<GraphNode<never>, "schedule">;

/** What others name: of the kinds that are watched it is surely not there, of others it may be. */
function absent(it: GraphName, live: LiveGraph): Omit<Draft, "id" | "group"> {
  const { apiGroup, kind, namespace, name } = it;
  const named = { apiGroup, kind, namespace, name };
  const type = nodeTypeOf({ group: apiGroup, kind });
  const common = { ...named, facts: {}, applies: [] };
  if (!type) return { ...common, type: "object", status: "outside", marks: [] };
  if (isUnread(live, it)) return { ...common, type, status: "outside", marks: [] };
  return { ...common, type, status: "missing", marks: [MISSING] };
}

const MISSING: GraphMark = {
  code: "missing",
  severity: "error",
  short: "not found",
  message: "Something in the cluster names it, and it is not there.",
};

function appliedEdges(
  all: readonly Draft[],
  drafts: ReadonlyMap<string, Draft>,
  idOf: (name: GraphName) => string,
): readonly GraphEdge<never>[] {
  return all.flatMap((from) =>
    from.applies.flatMap((it): readonly GraphEdge<never>[] => {
      const to = idOf(it);
      return drafts.has(to) && to !== from.id ? [{ from: from.id, to, type: "applies" }] : [];
    }),
  );
}
