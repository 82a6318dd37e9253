import type { Draft } from "./drafts.ts";
import type { Bond } from "./events.ts";
import { nodeName } from "./nodeName.ts";
import { readingOf } from "./reading.ts";
import type { Hindrance } from "./schedule.ts";

/** Why a node never starts or never gets ready, in one or two sentences. */
export function hindranceWords(
  drafts: readonly Draft[],
  index: number,
  hindrance: Hindrance,
  starts: boolean,
): string {
  if (hindrance.type === "blocked") return blockedWords(drafts, hindrance, starts);
  const hops = hopsOf(index, hindrance.way);
  if (hops.every((it) => it.by === "dependency")) return ringWords(drafts, hops);
  const words = hops.flatMap(({ by, from, to }) => {
    const [who, what] = [shortName(drafts[from]), shortName(drafts[to])];
    return HOPS[by]?.(who, what) ?? [];
  });
  return `Neither starts nor gets ready: ${shortened(words).join("; ")}.`.replace(
    "Neither starts nor gets ready",
    starts ? "Never gets ready" : "Never starts",
  );
}

interface Hop {
  readonly by: Bond["by"];
  /** The task that waits, and the one that it waits for. */
  readonly from: number;
  readonly to: number;
}

/** A way through events as one through tasks. */
function hopsOf(index: number, way: readonly Bond[]): readonly Hop[] {
  let from = index;
  const out: Hop[] = [];
  for (const { event, by } of way) {
    const to = event >> 1;
    if (by !== "start") out.push({ by, from, to });
    from = to;
  }
  return out;
}

function ringWords(drafts: readonly Draft[], hops: readonly Hop[]): string {
  if (hops.length === 1) return "Waits for itself, so it never starts.";
  const [first] = hops;
  const all = [first?.from ?? 0, ...hops.map((it) => it.to)];
  const names = shortened(all.map((it) => drafts[it]?.name.name ?? ""));
  return `Waits for itself: ${names.join(" → ")}. None of these ever starts.`;
}

const HOPS: Readonly<Record<Bond["by"], ((who: string, what: string) => string) | undefined>> = {
  start: undefined,
  applied: (who, what) => `${what} applies ${who}`,
  dependency: (who, what) => `${who} waits for ${what}`,
  source: (who, what) => `${who} needs ${what}`,
  values: (who, what) => `${who} takes values from ${what}`,
  awaited: (who, what) => `${who} is ready only when ${what} is`,
};

const shortName = (draft: Draft | undefined): string =>
  draft ? `${draft.name.kind} ${draft.name.name}` : "";

/** More than this nobody reads. */
const LONGEST = 12;

function shortened(words: readonly string[]): readonly string[] {
  if (words.length <= LONGEST) return words;
  const left = words.length - LONGEST;
  return [...words.slice(0, LONGEST / 2), `… ${left} more …`, ...words.slice(-LONGEST / 2)];
}

function blockedWords(
  drafts: readonly Draft[],
  { by, bond }: Hindrance & { readonly type: "blocked" },
  starts: boolean,
): string {
  const other = drafts[by];
  if (!other) return "";
  const name = nodeName(other.name);
  const what = fateOf(other);
  if (starts) return `Never gets ready: its health checks include ${name}, ${what}.`;
  if (bond === "applied") return `Never starts: ${name}, which applies it, never starts.`;
  return `Never starts: it ${bond === "source" ? "needs" : "waits for"} ${name}, ${what}.`;
}

function fateOf({ status, resource }: Draft): string {
  if (status === "missing") return "which is not there";
  if (resource && readingOf(resource).facts.suspended) return "which is suspended";
  return "which never gets ready";
}
