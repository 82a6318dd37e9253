import type { Call, WebhookCall } from "../call.ts";

/**
 * Seconds that a tick takes: what webhooks take to answer, and Flagger's waits before it asks one again. Everything else
 * takes no time that counts. flagger.md §2.7
 */
export function tookOf(calls: readonly Call[]): number {
  let seconds = 0;
  let before: WebhookCall | undefined;
  let again = 0;
  for (const it of calls) {
    if (it.call !== "webhook") continue;
    again = before && isRetried(before) && before.webhook === it.webhook ? again + 1 : 0;
    if (again > 0) seconds += Math.min(2 ** (again - 1), 30);
    seconds += (it.answer.delay ?? 0) / 1000;
    before = it;
  }
  return seconds;
}

const isRetried = ({ answer: { status } }: WebhookCall): boolean =>
  status === 0 || status === 429 || (status >= 500 && status !== 501);
