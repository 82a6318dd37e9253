import type { GraphEdge, GraphNode } from "../../../../protocol/graph.ts";
import { needBy } from "../needBy.ts";
import type { Need, Task } from "../task.ts";

/** The nodes of a cluster as tasks, as if it started anew. */
export function liveTasks(
  nodes: readonly Omit<GraphNode<unknown>, "schedule">[],
  edges: readonly GraphEdge<unknown>[],
): readonly Task[] {
  const indexes = new Map(nodes.map((it, index) => [it.id, index]));
  const needs = nodes.map((): Need[] => []);
  const awaits = nodes.map((): number[] => []);
  const appliers = new Map<number, number>();
  for (const { from, to, type, optional } of edges) {
    const [index, on] = [indexes.get(from), indexes.get(to)];
    if (index === undefined || on === undefined) continue;
    const by = needBy(type);
    if (by && !optional) needs[index]?.push({ on, by });
    if (type !== "applies") continue;
    if (!appliers.has(on)) appliers.set(on, index);
    if (nodes[index]?.facts.wait === "all" && isAwaited(nodes[on])) awaits[index]?.push(on);
  }
  return nodes.map(({ type, status, facts }, index) => {
    const { timeout = 0, retryInterval = 0, wait, suspended } = facts;
    return {
      type,
      applier: appliers.get(index),
      needs: needs[index] ?? [],
      awaits: awaits[index] ?? [],
      missing: status === "missing",
      fails: suspended === true && type !== "source",
      timeout: type === "release" || wait !== undefined ? timeout : 0,
      retry: type === "release" ? 0 : retryInterval,
    };
  });
}

/** A Canary says nothing that a health check would wait for. */
const isAwaited = (node: Pick<GraphNode<unknown>, "type"> | undefined): boolean =>
  node !== undefined && node.type !== "canary" && node.type !== "object";
