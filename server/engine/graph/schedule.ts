import type { GraphSchedule } from "../../../protocol/graph.ts";
import { components } from "./components.ts";
import { type Bond, eventsOf, readyOf, startOf } from "./events.ts";
import { type Moment, momentOfReady, momentOfStart } from "./moment.ts";
import type { Task } from "./task.ts";

/** When each task starts, and for those that never do, why. */
export interface Scheduled {
  readonly schedules: readonly GraphSchedule[];
  readonly hindrances: readonly (Hindrance | undefined)[];
}

/**
 * `cycle`: the shortest way by which it waits for itself. `blocked`: it waits for one that never starts or never gets
 * ready. What starts nevertheless never gets ready.
 */
export type Hindrance =
  | { readonly type: "cycle"; readonly way: readonly Bond[] }
  | { readonly type: "blocked"; readonly by: number; readonly bond: Bond["by"] };

/**
 * Sorts tasks into waves. Two moments count of each: it starts, and it is ready (`eventsOf`). Tasks that wait for
 * themselves, and what waits for those, never start.
 */
export function schedule(tasks: readonly Task[]): Scheduled {
  const bonds = eventsOf(tasks);
  const order = components(bonds.length, (it) => (bonds[it] ?? []).map((bond) => bond.event));
  const moments: (Moment | undefined)[] = [];
  const causes: (Hindrance | undefined)[] = [];
  const levels: number[] = [];
  for (const component of order) {
    const inside = new Set(component);
    const isRing =
      component.length > 1 || bonds[component[0] ?? 0]?.some((it) => inside.has(it.event));
    const level = Math.max(
      0,
      ...component.map((it) => levelOf(it, bonds, inside, levels, moments)),
    );
    for (const event of component) {
      levels[event] = level;
      if (isRing) causes[event] = { type: "cycle", way: ringThrough(event, bonds, inside) };
      else settle(event, { tasks, bonds, moments, causes });
    }
  }
  return {
    schedules: tasks.map((_, index) => scheduleOf(moments[startOf(index)], levels[startOf(index)])),
    hindrances: tasks.map((_, index) => causes[startOf(index)] ?? causes[readyOf(index)]),
  };
}

const scheduleOf = (moment: Moment | undefined, step = 0): GraphSchedule =>
  moment ? { type: "starts", ...moment } : { type: "never", step };

/** Among those that never start: how many come before. */
function levelOf(
  event: number,
  bonds: readonly (readonly Bond[])[],
  inside: ReadonlySet<number>,
  levels: readonly number[],
  moments: readonly (Moment | undefined)[],
): number {
  const isStart = event % 2 === 0;
  let level = 0;
  for (const bond of bonds[event] ?? []) {
    if (inside.has(bond.event) || moments[bond.event]) continue;
    level = Math.max(level, (levels[bond.event] ?? 0) + (isStart ? 1 : 0));
  }
  return level;
}

interface Settling {
  readonly tasks: readonly Task[];
  readonly bonds: readonly (readonly Bond[])[];
  readonly moments: (Moment | undefined)[];
  readonly causes: (Hindrance | undefined)[];
}

/** The moment of one event, all before it being known. */
function settle(event: number, { tasks, bonds, moments, causes }: Settling): void {
  const task = tasks[event >> 1];
  const isStart = event % 2 === 0;
  if (!task || task.missing || (task.fails && !isStart)) return;
  const all = bonds[event] ?? [];
  const hindering = all.find((it) => !moments[it.event]);
  if (hindering) {
    const { event: other, by } = hindering;
    const isOwn = other >> 1 === event >> 1;
    causes[event] = isOwn ? causes[other] : { type: "blocked", by: other >> 1, bond: by };
    return;
  }
  const known = all.flatMap((bond) => {
    const moment = moments[bond.event];
    return moment ? [{ bond, moment }] : [];
  });
  moments[event] = isStart ? momentOfStart(task, known) : momentOfReady(task, known);
}

/** The shortest way from an event back to itself, inside its component. */
function ringThrough(
  start: number,
  bonds: readonly (readonly Bond[])[],
  inside: ReadonlySet<number>,
): readonly Bond[] {
  const ways = new Map<number, { readonly bond: Bond; readonly from: number }>();
  const queue = [start];
  for (const from of queue) {
    for (const bond of bonds[from] ?? []) {
      if (!inside.has(bond.event) || ways.has(bond.event)) continue;
      ways.set(bond.event, { bond, from });
      if (bond.event === start) return wayTo(start, ways);
      queue.push(bond.event);
    }
  }
  return [];
}

function wayTo(
  start: number,
  ways: ReadonlyMap<number, { readonly bond: Bond; readonly from: number }>,
): readonly Bond[] {
  const out: Bond[] = [];
  for (let it = ways.get(start); it; it = ways.get(it.from)) {
    out.push(it.bond);
    if (it.from === start) break;
  }
  return out.reverse();
}
