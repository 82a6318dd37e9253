import { goDuration } from "../goDuration.ts";
import type { WebhookAnswer } from "./call.ts";
import type { Webhook } from "./canary.ts";
import type { Run } from "./run.ts";
import type { Phase } from "./status.ts";
import { refusedBy } from "./url/refusedBy.ts";
import type { SentUrl } from "./url/sentUrl.ts";
import { unsendableTo } from "./url/unsendableTo.ts";
import { webhookUrl } from "./webhookUrl.ts";

/**
 * Posts to a webhook, with its retries. `undefined` where it succeeded, else what went wrong in Flagger's words.
 * Success is a status up to 202; 429 and 5xx but 501 and broken connections are tried again.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/webhook.go
 */
export function callWebhook(run: Run, webhook: Webhook, phase: Phase): string | undefined {
  const url = webhookUrl(webhook);
  if ("error" in url) return url.error;
  const timeout = goDuration(webhook.timeout.length < 2 ? "10s" : webhook.timeout);
  if ("error" in timeout) return timeout.error;
  const givenUp = (attempts: number) => `POST ${url.text} giving up after ${attempts} attempt(s)`;
  const attempts = Math.max(webhook.retries, 0) + 1;
  const unsendable = unsendableTo(url);
  if (unsendable) {
    const tried = unsendable.isTriedAgain ? attempts : 1;
    return `${givenUp(tried)}: Post "${url.textOfClient}": ${unsendable.why}`;
  }
  for (let attempt = 1; ; attempt++) {
    const answer = post(run, webhook, phase);
    if (!isTriedAgain(answer, timeout.seconds)) {
      return answer.status > 202 ? (answer.body ?? "") : undefined;
    }
    if (attempt === attempts) {
      if (!isBroken(answer, timeout.seconds)) return givenUp(attempts);
      const cause = causeOf(answer, timeout.seconds, url);
      return `${givenUp(attempts)}: Post "${url.textOfClient}": ${cause}`;
    }
  }
}

function post(run: Run, webhook: Webhook, phase: Phase): WebhookAnswer {
  const answer = run.askWebhook(webhook.name);
  const { name, writtenType: type, metadata } = webhook;
  const call = { call: "webhook" as const, webhook: name, type, phase, answer };
  run.say(metadata && Object.keys(metadata).length > 0 ? { ...call, metadata } : call);
  return answer;
}

/** Why there was no answer at all. */
function causeOf(answer: WebhookAnswer, timeout: number, url: SentUrl): string {
  if (isLate(answer, timeout)) {
    return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
  }
  return answer.body || refusedBy(url);
}

/** Is a webhook called again after this answer, as long as there are retries? `timeout` in seconds. */
export const isTriedAgain = (answer: WebhookAnswer, timeout: number): boolean =>
  isBroken(answer, timeout) ||
  answer.status === 429 ||
  (answer.status >= 500 && answer.status !== 501);

const isLate = ({ delay = 0 }: WebhookAnswer, timeout: number): boolean =>
  timeout > 0 && delay > timeout * 1000;

const isBroken = (answer: WebhookAnswer, timeout: number): boolean =>
  answer.status === 0 || isLate(answer, timeout);
