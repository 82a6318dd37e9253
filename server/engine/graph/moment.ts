import type { Bond } from "./events.ts";
import type { Task } from "./task.ts";

/** A moment in the order of waves and by the clock, in seconds. */
export interface Moment {
  readonly wave: number;
  readonly step: number;
  readonly earliest: number;
  readonly latest: number;
}

interface Known {
  readonly bond: Bond;
  readonly moment: Moment;
}

/** Seconds after which Flux looks again at dependencies that were not ready: `--requeue-dependency`. flux.md §2.8. */
const LOOKS_AGAIN = 30;

/** Is one earlier in the order of waves? */
export const before = (a: Moment, b: Moment): boolean =>
  a.wave < b.wave || (a.wave === b.wave && a.step < b.step);

/**
 * When a task starts, all before it being known. By the clock: when it has been applied and its sources are there; then
 * every 30 s until its dependencies are ready; and after a failure for want of values, when it is tried again.
 */
export function momentOfStart(task: Task, known: readonly Known[]): Moment {
  const times = (by: Bond["by"], end: "earliest" | "latest") =>
    largest(known.map((it) => (it.bond.by === by ? it.moment[end] : 0)));
  const begun = (end: "earliest" | "latest") =>
    Math.max(times("applied", end), times("source", end));
  const waits = known.some((it) => it.bond.by === "dependency");
  const first = begun("earliest");
  const looked = waits ? nextLook(first, times("dependency", "earliest")) : first;
  const last = begun("latest");
  const lookedLast = waits ? Math.max(last, times("dependency", "latest") + LOOKS_AGAIN) : last;
  const earliest = retried(looked, times("values", "earliest"), task.retry);
  return {
    ...positionOfStart(task, known),
    earliest,
    // Tried again from a later moment on, it may happen to meet what it waits for sooner.
    latest: Math.max(earliest, retried(lookedLast, times("values", "latest"), task.retry)),
  };
}

/** What gets ready takes more than no time, so a look at the very moment comes too soon. */
function nextLook(first: number, ready: number): number {
  if (ready < first) return first;
  return first + (Math.floor((ready - first) / LOOKS_AGAIN) + 1) * LOOKS_AGAIN;
}

function retried(first: number, there: number, retry: number): number {
  if (there <= first) return first;
  return retry > 0 ? first + Math.ceil((there - first) / retry) * retry : there;
}

/** Each Kustomization is a wave later than the last of what it waits for; all else is a step of a wave. */
function positionOfStart({ type }: Task, known: readonly Known[]): Pick<Moment, "wave" | "step"> {
  const last = known.reduce<Moment | undefined>(
    (latest, { moment }) => (latest && !before(latest, moment) ? latest : moment),
    undefined,
  );
  if (type === "kustomization") return { wave: last ? last.wave + 1 : 0, step: 0 };
  const isFirst = type === "source" || type === "object";
  if (!last) return { wave: isFirst ? -1 : 0, step: 0 };
  if (last.wave < 0 && !isFirst) return { wave: 0, step: 0 };
  return { wave: last.wave, step: last.step + 1 };
}

/** When a task is ready: when it has started, and all that it waits for is ready; at the latest at its timeout. */
export function momentOfReady(task: Task, known: readonly Known[]): Moment {
  const moments = known.map((it) => it.moment);
  const start = known.find((it) => it.bond.by === "start")?.moment ?? moments[0] ?? NOW;
  const last = moments.reduce((a, b) => (before(a, b) ? b : a), start);
  return {
    wave: last.wave,
    step: last.step,
    earliest: largest(moments.map((it) => it.earliest)),
    latest: Math.max(start.latest + task.timeout, largest(moments.map((it) => it.latest))),
  };
}

const largest = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), 0);

const NOW: Moment = { wave: 0, step: 0, earliest: 0, latest: 0 };
