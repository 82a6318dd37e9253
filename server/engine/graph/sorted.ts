import type { Graph, GraphNode } from "../../../protocol/graph.ts";

/** The same graph in the one order that does not depend on how it was found. */
export function sorted<Place>({ groups, nodes, edges }: Graph<Place>): Graph<Place> {
  const ordered = groups.toSorted(
    (a, b) => RANK.indexOf(a.type) - RANK.indexOf(b.type) || compare(a.folder, b.folder),
  );
  const rank = new Map(ordered.map((it, index) => [it.id, index]));
  return {
    groups: ordered,
    nodes: nodes.toSorted(
      (a, b) => (rank.get(a.group) ?? 0) - (rank.get(b.group) ?? 0) || inOrder(a, b),
    ),
    edges: edges.toSorted(
      (a, b) => compare(a.from, b.from) || compare(a.type, b.type) || compare(a.to, b.to),
    ),
  };
}

const RANK = ["cluster", "folder", "files"];

const TYPES = ["kustomization", "source", "release", "canary", "object"];

/** By wave and step, those that never start last; else by type and name. */
function inOrder(a: GraphNode<unknown>, b: GraphNode<unknown>): number {
  return (
    waveOf(a) - waveOf(b) ||
    a.schedule.step - b.schedule.step ||
    TYPES.indexOf(a.type) - TYPES.indexOf(b.type) ||
    compare(keyOf(a), keyOf(b))
  );
}

const waveOf = ({ schedule }: GraphNode<unknown>): number =>
  schedule.type === "never" ? Number.MAX_SAFE_INTEGER : schedule.wave;

const keyOf = ({ kind, namespace, name }: GraphNode<unknown>): string =>
  `${namespace}/${name} ${kind}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
