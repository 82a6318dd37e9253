import type { WebhookSample } from "../../../../protocol/canary.ts";
import { goDuration } from "../../goDuration.ts";
import type { Call, WebhookAnswer, WebhookCall } from "../call.ts";
import { isTriedAgain } from "../callWebhook.ts";
import type { Webhook } from "../canary.ts";

/** What each webhook answered in a tick; null where it was not called. Retries count as one call. */
export function webhookSamples(
  calls: readonly Call[],
  webhooks: readonly Webhook[],
): readonly (WebhookSample | null)[] {
  const called = calls.filter((it): it is WebhookCall => it.call === "webhook");
  return webhooks.map((webhook) => {
    const own = called.filter((it) => it.webhook === webhook.name);
    const last = own.at(-1);
    if (!last) return null;
    const passed = hasPassed(last.answer, webhook);
    const times = own.length > 1 ? `, ${own.length} times` : "";
    return { result: resultOf(passed, webhook), text: `${wordsOf(last.answer, webhook)}${times}` };
  });
}

/** It waits for people, and may do so for any time. */
export const isGate = ({ type }: Pick<Webhook, "type">): boolean => type.startsWith("confirm-");

function resultOf(passed: boolean, webhook: Webhook): WebhookSample["result"] {
  // One that answers well asks for a roll-back.
  if (webhook.type === "rollback") return passed ? "failed" : "passed";
  if (passed) return "passed";
  return isGate(webhook) ? "waits" : "failed";
}

const hasPassed = (answer: WebhookAnswer, webhook: Webhook): boolean =>
  answer.status <= 202 && !isTriedAgain(answer, timeoutOf(webhook));

function wordsOf(answer: WebhookAnswer, webhook: Webhook): string {
  if ((answer.delay ?? 0) > timeoutOf(webhook) * 1000) return "too late";
  return answer.status === 0 ? "nobody answers" : String(answer.status);
}

function timeoutOf({ timeout }: Webhook): number {
  const found = goDuration(timeout.length < 2 ? "10s" : timeout);
  return "error" in found ? 0 : found.seconds;
}
