import type { Graph } from "../../../protocol/graph.ts";
import { flowOf } from "./flow.ts";
import { subgraph } from "./subgraph.ts";

/** Some nodes, all that they need, and all that needs them. */
export function focused<Place>(graph: Graph<Place>, ids: Iterable<string>): Graph<Place> {
  const flows = graph.edges.map(flowOf);
  const back = new Map<string, string[]>();
  const forth = new Map<string, string[]>();
  for (const { first, next } of flows) {
    push(back, next, first);
    push(forth, first, next);
  }
  const start = new Set(ids);
  const kept = new Set([...reached(start, back), ...reached(start, forth)]);
  return subgraph(graph, (it) => kept.has(it.id));
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The nodes themselves, and all that lies that way. */
function reached(
  start: ReadonlySet<string>,
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const seen = new Set(start);
  // A set that grows while it is walked is walked to its end.
  for (const id of seen) for (const it of next.get(id) ?? []) seen.add(it);
  return seen;
}
