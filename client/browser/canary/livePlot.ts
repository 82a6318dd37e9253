import type { CanaryFrame, LiveRun, LiveSample } from "../../../protocol/canary.ts";
import { svg } from "../element.ts";
import { limitLine, plotText, shape } from "./lane.ts";
import { heights, marks } from "./paths.ts";
import { axisWords } from "./timeWords.ts";

/** A share of the traffic that holds from a moment on. */
export interface Held {
  /** Seconds since the new revision was noticed. */
  readonly at: number;
  readonly weight: number;
}

/** CSS pixels. */
export const LIVE_HEIGHT = 84;

/** The traffic of the canary over the plan: what was to be expected as an area, what is as a line. */
export function livePlot(
  run: LiveRun,
  frames: readonly CanaryFrame[],
  now: number,
  width: number,
): readonly SVGElement[] {
  const plan = frames.map(({ at, canary }) => ({ at, weight: canary }));
  const told = toldUntil(run, now);
  const end = Math.max(plan.at(-1)?.at ?? 0, told, run.interval);
  const x = (at: number) => (at / end) * width;
  const room = LIVE_HEIGHT - 16;
  const y = heights(0, 100, room);
  const failed = run.samples.filter((it) => it.isFailed);
  const ends = run.ending === undefined ? [] : run.samples.slice(-1);
  const spots = (samples: readonly LiveSample[]) =>
    samples.map((it) => ({ x: x(it.at), y: y(it.weight) }));
  return [
    svg("rect", { class: "live-ground", x: 0, y: 0, width, height: room }),
    shape("canary-area", `${held(plan, end, x, y)}V${y(0)}H0Z`),
    limitLine(y(0)),
    shape("live-line", held(run.samples, told, x, y)),
    shape("bad-mark", marks("cross", spots(failed), 4)),
    shape("live-end", marks("dot", spots(ends), 4)),
    plotText(0, LIVE_HEIGHT - 3, "0 s"),
    plotText(width, LIVE_HEIGHT - 3, axisWords(Math.round(end)), "plot-text end"),
  ];
}

/** Seconds up to which the run is drawn: until now while Flagger is at it, else until its last word. */
export function toldUntil({ since, nextTick, samples }: LiveRun, now: number): number {
  if (since === undefined) return 0;
  return nextTick === undefined ? (samples.at(-1)?.at ?? 0) : (now - since) / 1000;
}

/** A line in steps, each value until the next. */
export function held(
  all: readonly Held[],
  end: number,
  x: (at: number) => number,
  y: (weight: number) => number,
): string {
  const [first] = all;
  if (!first) return `M0 ${tenths(y(0))}`;
  const steps = all.map(({ at, weight }) => `H${tenths(x(at))}V${tenths(y(weight))}`);
  return `M${tenths(x(first.at))} ${tenths(y(first.weight))}${steps.join("")}H${tenths(x(end))}`;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
