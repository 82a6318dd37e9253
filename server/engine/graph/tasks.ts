import type { Draft } from "./drafts.ts";
import type { DraftEdge } from "./edges.ts";
import { needBy } from "./needBy.ts";
import { readingOf } from "./reading.ts";
import type { Need, Task } from "./task.ts";

/** The nodes as tasks, each known by its index. */
export function tasksOf(drafts: readonly Draft[], edges: readonly DraftEdge[]): readonly Task[] {
  const indexes = new Map(drafts.map((it, index) => [it, index]));
  const needs = drafts.map((): Need[] => []);
  const awaits = drafts.map((): number[] => []);
  /** Works that nobody here applies, and who steers them: they are looked at once that is there. */
  const steered = new Map<Draft, number>();
  for (const { from, to, type, optional } of edges) {
    const [index, on] = [indexes.get(from) ?? 0, indexes.get(to) ?? 0];
    const by = needBy(type);
    if (by && !optional) needs[index]?.push({ on, by });
    if (type === "targets" && to.status === "outside") steered.set(to, index);
    if (type === "health") awaits[index]?.push(on);
  }
  for (const [index, { appliers }] of drafts.entries()) {
    if (!isAwaited(drafts[index])) continue;
    for (const it of appliers) {
      if (waitOf(it) === "all") awaits[indexes.get(it) ?? 0]?.push(index);
    }
  }
  return drafts.map((draft, index) => {
    const [applier] = draft.appliers;
    const { timeout, retry } = timesOf(draft);
    return {
      type: draft.type,
      applier: applier ? indexes.get(applier) : steered.get(draft),
      needs: needs[index] ?? [],
      awaits: awaits[index] ?? [],
      missing: draft.status === "missing",
      fails: draft.builds.some((it) => it.error) || isSuspended(draft),
      timeout,
      retry,
    };
  });
}

/** Whose readiness takes time. A Canary says nothing that a health check would wait for. */
const isAwaited = (draft: Draft | undefined): boolean =>
  draft !== undefined && draft.type !== "canary" && draft.type !== "object";

/** A source that is suspended goes on serving what it has; anything else does no more. */
const isSuspended = ({ type, resource }: Draft): boolean =>
  type !== "source" && resource !== undefined && readingOf(resource).facts.suspended === true;

const waitOf = ({ resource }: Draft) => resource && readingOf(resource).facts.wait;

/** Seconds that it may take to get ready, and after which it tries again. */
function timesOf({ type, status, resource }: Draft): { timeout: number; retry: number } {
  if (status !== "here" || !resource) return { timeout: 0, retry: 0 };
  const { timeout = 0, retryInterval = 0, wait } = readingOf(resource).facts;
  if (type === "release") return { timeout, retry: 0 };
  // Without health checks it is ready once it is applied, which is taken to need no time.
  return { timeout: wait === undefined ? 0 : timeout, retry: retryInterval };
}
