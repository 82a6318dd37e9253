import type { LiveEvent, LiveRun, LiveSample } from "../../protocol/canary.ts";
import { canaryState } from "../cluster/api/flagger.ts";
import { goDuration } from "../cluster/api/goDuration.ts";
import { json } from "../cluster/api/json.ts";
import type { KubeObject } from "../cluster/api/kubeObject.ts";
import { momentOf } from "../cluster/documents/moments.ts";

/** What the status and the events of a Canary tell of its rollout; what a person may do comes from elsewhere. */
export function liveRun(
  canary: KubeObject,
  all: readonly KubeObject[],
  now: number,
): Omit<LiveRun, "gates" | "actions"> {
  const told = eventsOf(all);
  const { phase, state, weight, iteration, failedChecks, threshold, waitsFor, words } = canaryState(
    canary,
    told.at(-1)?.text,
  );
  const interval = intervalOf(canary);
  const start = told.findLastIndex(({ text }) => text.startsWith("New revision detected!"));
  const run = start < 0 ? [] : told.slice(start);
  const [first] = run;
  const failed = run.findLast(({ text }) => HALT.test(text));
  const ending = endingOf(phase, run, words);
  const next = isUnderWay(phase) ? nextTick(told.at(-1)?.at, interval, now) : undefined;
  return {
    phase,
    mood: state === "failed" ? "bad" : phase === "Succeeded" ? "good" : "open",
    words: waitsFor ? `waits for ${waitsFor}` : words,
    weight,
    ...(iteration ? { iteration } : {}),
    failedChecks,
    threshold,
    ...(first ? { since: first.at } : {}),
    ...(next === undefined ? {} : { nextTick: next }),
    interval,
    samples: closed(samplesOf(run), canary, first?.at),
    events: run.toReversed().slice(0, MOST_EVENTS),
    ...(failed && failedChecks > 0 ? { failedCheck: failed.text.replace(HALT, "$1") } : {}),
    ...(ending === undefined ? {} : { ending }),
  };
}

const MOST_EVENTS = 30;

/** `Halt face.faces advancement success rate 25.00% < 70%` */
const HALT = /^Halt \S+ advancement (.*)$/s;

const isUnderWay = (phase: string): boolean =>
  ["Progressing", "Waiting", "WaitingPromotion", "Promoting", "Finalising"].includes(phase);

/** Oldest first. The same text is one event, at the time when it was said last. */
const eventsOf = (all: readonly KubeObject[]): readonly LiveEvent[] =>
  all
    .map(({ whole }) => ({
      at: momentOf(whole.lastTimestamp) ?? momentOf(whole.eventTime) ?? 0,
      isWarning: whole.type === "Warning",
      text: (json.text(whole.message) ?? "").replace(/^\(combined from similar events\): /, ""),
    }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => a.at - b.at);

/** Seconds; Flagger takes a minute for what it cannot read, and never less than ten seconds. */
function intervalOf({ spec }: KubeObject): number {
  const analysis = spec.analysis ?? spec.canaryAnalysis;
  const read = goDuration(json.text(json.at(analysis, "interval")) ?? "");
  return read === 0 ? 60 : Math.max(10, read / 1000);
}

/** Flagger says something at most of its ticks. */
function nextTick(last: number | undefined, interval: number, now: number): number | undefined {
  if (last === undefined) return undefined;
  const missed = Math.max(0, Math.floor((now - last) / (interval * 1000)));
  // Nothing for long: its ticks say nothing now, and nobody knows when they are.
  return missed > 10 ? undefined : last + (missed + 1) * interval * 1000;
}

/** What events tell of the traffic, one sample for each. */
function samplesOf(run: readonly LiveEvent[]): readonly LiveSample[] {
  const start = run[0]?.at ?? 0;
  let weight = 0;
  return run.map(({ at, text }) => {
    weight = weightIn(text) ?? weight;
    return { at: Math.max(0, (at - start) / 1000), weight, isFailed: HALT.test(text) };
  });
}

/** All traffic is with the primary again where a run is over, though no event may tell of it any more. */
function closed(
  samples: readonly LiveSample[],
  { status }: KubeObject,
  start: number | undefined,
): readonly LiveSample[] {
  const last = samples.at(-1);
  const isOver = status.phase === "Failed" || status.phase === "Succeeded";
  if (!isOver || !last || last.weight === 0 || start === undefined) return samples;
  const ended = ((momentOf(status.lastTransitionTime) ?? 0) - start) / 1000;
  return [...samples, { at: Math.max(last.at, ended), weight: 0, isFailed: false }];
}

function weightIn(text: string): number | undefined {
  const canary = /^Advance \S+ canary weight (\d+)/.exec(text)?.[1];
  if (canary !== undefined) return Number(canary);
  const primary = /^Advance \S+ primary weight (\d+)/.exec(text)?.[1];
  if (primary !== undefined) return 100 - Number(primary);
  if (text.startsWith("Routing all traffic to canary")) return 100;
  return /^(Routing all traffic to primary|Rolling back |Promotion completed)/.test(text)
    ? 0
    : undefined;
}

function endingOf(phase: string, run: readonly LiveEvent[], words: string): string | undefined {
  if (phase === "Succeeded") return words;
  if (phase !== "Failed") return undefined;
  const rolled = run.findLast(({ text }) => text.startsWith("Rolling back "))?.text;
  const check = run.findLast(({ text }) => HALT.test(text))?.text.replace(HALT, "$1");
  const parts = [rolled ?? words, ...(check ? [`the last failed check said: ${check}`] : [])];
  return parts.join("; ");
}
