import type { Graph } from "../../protocol/graph.ts";
import type { GraphProblem, GraphViewQuestion } from "../../protocol/graphView.ts";
import { dependencies } from "../engine/graph/dependencies.ts";
import { difference } from "../engine/graph/difference.ts";
import { apart } from "../engine/graph/live/apart.ts";
import { liveGraph } from "../engine/graph/live/liveGraph.ts";
import { placedAs } from "../engine/graph/placedAs.ts";
import type { Place } from "../engine/source.ts";
import type { Workspace } from "../engine/workspace.ts";
import type { Answer } from "../host/host.ts";
import type { Revisions } from "./revisions.ts";

/** A graph of the moment that a layer means; its places are in the files as they are now. */
export interface LayeredGraph {
  readonly graph: Graph<Place>;
  /** What is left out or not known, one sentence each. */
  readonly notes: readonly string[];
}

export interface GraphLayerSources {
  readonly workspace: () => Workspace;
  /** May git be run? */
  readonly trusted: () => boolean;
  readonly revisions: Pick<Revisions, "workspace">;
}

/** The graph that a question is about. */
export async function graphLayer(
  sources: GraphLayerSources,
  { layer, live }: GraphViewQuestion,
): Promise<LayeredGraph | GraphProblem> {
  const now = dependencies(sources.workspace());
  switch (layer) {
    case "files":
      return { graph: now, notes: [] };
    case "commit":
    case "since-commit": {
      const then = await committed(sources);
      if ("problem" in then) return then;
      const before = placedAs(dependencies(then.value), now);
      return { graph: layer === "commit" ? before : difference(before, now), notes: [] };
    }
    case "cluster":
    case "apart": {
      if (!live) return { problem: NO_CLUSTER };
      const there = liveGraph(live, now);
      const graph = layer === "cluster" ? placedAs(there, now) : apart(there, now, live);
      return { graph, notes: live.notes };
    }
  }
}

/** How the last commit is called. */
const LAST = "HEAD";

async function committed({
  workspace,
  trusted,
  revisions,
}: GraphLayerSources): Promise<Answer<Workspace>> {
  if (!trusted()) return { problem: UNTRUSTED };
  const [root] = workspace().roots;
  if (!root) return { problem: "No folder is open whose last commit could be shown." };
  return revisions.workspace(root.path, LAST);
}

const UNTRUSTED =
  "git runs only in workspaces that you trust; the command Workspaces: Manage Workspace Trust says so of this one.";

const NO_CLUSTER = "No cluster is connected; the command Flightpath: Use Context connects one.";
