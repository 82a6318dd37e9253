import { components } from "./components.ts";
import type { Task } from "./task.ts";

/** One thing that must have happened before another. */
export interface Bond {
  /** The event that comes before. */
  readonly event: number;
  readonly by: "start" | "applied" | "dependency" | "source" | "values" | "awaited";
  /** It gives way where it would close a ring. */
  readonly soft: boolean;
}

/** The event that a task starts. */
export const startOf = (task: number): number => task * 2;
/** The event that a task is ready. */
export const readyOf = (task: number): number => task * 2 + 1;

/** For each event, those that come before it. Two events a task: `startOf` and `readyOf`. */
export function eventsOf(tasks: readonly Task[]): readonly (readonly Bond[])[] {
  const bonds = tasks.flatMap((task, index) => [
    startBonds(tasks, task, index),
    readyBonds(task, index),
  ]);
  return withoutRings(
    withoutRings(bonds, ({ by }) => by === "values"),
    ({ soft }) => soft,
  );
}

/** Without the bonds of which something holds and which are part of a ring. */
function withoutRings(
  bonds: readonly (readonly Bond[])[],
  holds: (bond: Bond) => boolean,
): readonly (readonly Bond[])[] {
  const ring = ringsOf(bonds);
  return bonds.map((all, event) =>
    all.filter((it) => !holds(it) || ring[it.event] !== ring[event]),
  );
}

function startBonds(tasks: readonly Task[], { type, applier, needs }: Task, index: number): Bond[] {
  const isOwn = applier === undefined || applier === index || isNeededBy(tasks, applier, index);
  // A source or values that close a ring were there first, in the same way, by whatever detour.
  const soft = type === "source" || type === "object";
  return [
    ...(isOwn ? [] : [{ event: startOf(applier), by: "applied" as const, soft }]),
    ...needs.map(({ on, by }) => ({ event: readyOf(on), by, soft: by === "values" })),
  ];
}

/** What applies its own source or values has been given them by somebody else first, as bootstrap does. */
const isNeededBy = (tasks: readonly Task[], applier: number, index: number): boolean =>
  tasks[applier]?.needs.some((it) => it.on === index && it.by !== "dependency") ?? false;

const readyBonds = ({ awaits }: Task, index: number): Bond[] => [
  { event: startOf(index), by: "start", soft: false },
  ...awaits
    .filter((it) => it !== index)
    .map((it) => ({ event: readyOf(it), by: "awaited" as const, soft: false })),
];

/** For each event, a number that it shares with those it is in a ring with. */
function ringsOf(bonds: readonly (readonly Bond[])[]): readonly number[] {
  const ring: number[] = [];
  const all = components(bonds.length, (it) => (bonds[it] ?? []).map((bond) => bond.event));
  for (const [number, members] of all.entries()) for (const it of members) ring[it] = number;
  return ring;
}
