import type { Graph, GraphEdge, GraphNode } from "../../../protocol/graph.ts";
import { memo } from "../memo.ts";
import type { DocumentPlace } from "../origin.ts";
import { absolute } from "../place.ts";
import type { Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { type Draft, draftsOf } from "./drafts.ts";
import { edgesOf, shownEdge } from "./edges.ts";
import { groupedBy } from "./groupedBy.ts";
import { marksOf } from "./marks.ts";
import { readingOf } from "./reading.ts";
import { schedule } from "./schedule.ts";
import { sorted } from "./sorted.ts";
import { tasksOf } from "./tasks.ts";
import { wavesOf } from "./wavesOf.ts";

/** What depends on what, as the builds of the workspace give it at this moment. */
export const dependencies = memo((workspace: Workspace): Graph<Place> => {
  const view = viewOf(workspace);
  const renderings = [...workspace.built.renderings.values()].sort((a, b) =>
    a.name.id < b.name.id ? -1 : 1,
  );
  const drafts = draftsOf(view, renderings);
  const edges = edgesOf(view, drafts);
  const all = drafts.all;
  const { schedules, hindrances } = schedule(tasksOf(all, edges));
  const marks = marksOf({ view, drafts: all, edges, schedules, hindrances });
  const nodes = all.map((draft, index): GraphNode<Place> => {
    const place = placeIn(view, placeOf(draft));
    return {
      id: draft.id,
      group: draft.group.id,
      type: draft.type,
      status: draft.status,
      ...draft.name,
      ...(place ? { place } : {}),
      facts: draft.resource && draft.status === "here" ? readingOf(draft.resource).facts : {},
      schedule: schedules[index] ?? { type: "never", step: 0 },
      applies: appliedBy(draft),
      marks: marks[index] ?? [],
    };
  });
  const byGroup = groupedBy(nodes, (it) => it.group);
  const groups = [...new Map(all.map(({ group }) => [group.id, group])).values()];
  return sorted({
    groups: groups.map((it) => ({
      ...it,
      waves: wavesOf(byGroup.get(it.id) ?? []),
    })),
    nodes,
    edges: [
      ...applications(view, all),
      ...edges.flatMap((it) => shownEdge(it, placeIn(view, it.place)) ?? []),
    ],
  });
});

const placeIn = (view: View, place: DocumentPlace | undefined): Place | undefined =>
  place && absolute(view.file(place.path), place);

const placeOf = ({ resource }: Draft): DocumentPlace | undefined =>
  resource && readingOf(resource).name;

function applications(view: View, drafts: readonly Draft[]): readonly GraphEdge<Place>[] {
  return drafts.flatMap((to) =>
    [...to.appliers].map((from) => {
      const place = from.resource && placeIn(view, readingOf(from.resource).path);
      return { from: from.id, to: to.id, type: "applies" as const, ...(place ? { place } : {}) };
    }),
  );
}

/** What the builds of a Kustomization give, itself left out. */
function appliedBy({ builds, name }: Draft): GraphNode<Place>["applies"] {
  return builds.flatMap(({ resources }) =>
    resources
      .map(({ group, kind, namespace = "", name }) => ({ apiGroup: group, kind, namespace, name }))
      .filter(
        (it) =>
          it.kind !== name.kind ||
          it.apiGroup !== name.apiGroup ||
          it.name !== name.name ||
          it.namespace !== name.namespace,
      ),
  );
}
