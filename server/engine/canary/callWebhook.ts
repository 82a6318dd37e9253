import { goDuration } from "../goDuration.ts";
import type { WebhookAnswer } from "./call.ts";
import type { Webhook } from "./canary.ts";
import type { Run } from "./run.ts";
import type { Phase } from "./status.ts";

/**
 * Posts to a webhook, with its retries. `undefined` where it succeeded, else what went wrong in Flagger's words.
 * Success is a status up to 202; 429 and 5xx but 501 and broken connections are tried again.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/webhook.go
 */
export function callWebhook(run: Run, webhook: Webhook, phase: Phase): string | undefined {
  const timeout = goDuration(webhook.timeout.length < 2 ? "10s" : webhook.timeout);
  if ("error" in timeout) return timeout.error;
  const attempts = Math.max(webhook.retries, 0) + 1;
  if (!/^[a-z][a-z\d+.-]*:/i.test(webhook.url)) {
    return `POST ${webhook.url} giving up after 1 attempt(s): Post "${webhook.url}": unsupported protocol scheme ""`;
  }
  for (let attempt = 1; ; attempt++) {
    const answer = post(run, webhook, phase);
    if (!isTriedAgain(answer, timeout.seconds)) {
      return answer.status > 202 ? (answer.body ?? "") : undefined;
    }
    if (attempt === attempts) {
      const text = `POST ${webhook.url} giving up after ${attempts} attempt(s)`;
      if (!isBroken(answer, timeout.seconds)) return text;
      return `${text}: Post "${webhook.url}": ${causeOf(answer, timeout.seconds, webhook.url)}`;
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
function causeOf(answer: WebhookAnswer, timeout: number, url: string): string {
  if (isLate(answer, timeout)) {
    return "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
  }
  return answer.body || `dial tcp ${hostOf(url)}: connect: connection refused`;
}

function hostOf(url: string): string {
  const host = /^[^/]*\/\/(?:[^/?#]*@)?([^/?#]*)/.exec(url)?.[1] ?? "";
  if (/:\d+$/.test(host)) return host;
  return `${host}:${url.startsWith("https:") ? 443 : 80}`;
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
