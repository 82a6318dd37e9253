import type { Graph, GraphPlace } from "../../protocol/graph.ts";
import { shownPath } from "../engine/shownPath.ts";
import type { Place } from "../engine/source.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { toPosition } from "./convert.ts";

export type ShownGraph = Graph<GraphPlace>;

/** The graph with its places as files, lines and columns. */
export function shownGraph(workspace: Workspace, graph: Graph<Place>): ShownGraph {
  const shown = <T extends { readonly place?: Place }>({ place, ...rest }: T) => ({
    ...rest,
    ...(place === undefined ? {} : { place: placeIn(workspace, place) }),
  });
  return { groups: graph.groups, nodes: graph.nodes.map(shown), edges: graph.edges.map(shown) };
}

function placeIn(workspace: Workspace, { path, span }: Place): GraphPlace {
  const file = fileAt(workspace, path);
  const { line, character } = file ? toPosition(file, span.start) : { line: 0, character: 0 };
  return { file: shownPath(workspace, path), line: line + 1, column: character + 1 };
}
