import type { LiveCanary, LiveRun } from "../../../protocol/canary.ts";
import { unseenWords } from "../unseenWords.ts";

/** What the cluster has, in one sentence. */
export function liveWords(live: LiveCanary): string {
  if (live.kind !== "seen") return unseenWords(live);
  return live.run ? runWords(live.run) : `${live.context} has no such Canary.`;
}

/** `canary 15 % · 1 of 3 checks failed · the new revision is being analysed` */
function runWords({ weight, iteration, failedChecks, threshold, words }: LiveRun): string {
  const share = iteration ? `check ${iteration.done} of ${iteration.of}` : `canary ${weight} %`;
  return [share, `${failedChecks} of ${threshold} checks failed`, words]
    .filter((it) => it !== "")
    .join(" · ");
}

/** How long until Flagger looks again. */
export function countdown({ nextTick }: Pick<LiveRun, "nextTick">, now: number): string {
  if (nextTick === undefined) return "";
  const seconds = Math.round((nextTick - now) / 1000);
  return seconds <= 0 ? "looks again now" : `looks again in ${seconds} s`;
}

/** Why it ended, or what the last check that failed said. */
export function liveReason({ ending, failedCheck }: LiveRun): string {
  if (ending !== undefined) return `Why it ended: ${ending}`;
  return failedCheck === undefined ? "" : `The last failed check said: ${failedCheck}`;
}
