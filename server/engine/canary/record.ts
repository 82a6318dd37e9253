import { goDuration } from "../goDuration.ts";
import { memo } from "../memo.ts";
import type { Event } from "./call.ts";
import { isTriedAgain } from "./callWebhook.ts";
import type { Analysis, Webhook } from "./canary.ts";
import type { Reason } from "./reason.ts";
import type { Failure } from "./routing.ts";
import type { Run } from "./run.ts";
import type { Phase } from "./status.ts";
import { unsendableTo } from "./url/unsendableTo.ts";
import { webhookUrl } from "./webhookUrl.ts";

/**
 * An event on the Canary. It is posted to all webhooks of type `event`, or, without any, to the receiver of Flagger's flag.
 * `phase` is that of the payload; by default the one in memory.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/events.go
 */
export function record(
  run: Run,
  type: "Normal" | "Warning",
  text: string,
  why?: Reason,
  phase: Phase = run.status().phase,
): void {
  const analysis = run.canary.spec.analysis;
  const hooks = analysis ? eventHooks(analysis) : NONE;
  const event = { call: "event", type, text, phase } as const;
  if (hooks.length === 0) run.say(why ? { ...event, why } : event);
  for (const hook of hooks) post(run, hook, why ? { ...event, why } : event);
}

const NONE: readonly Webhook[] = [];

/** Posts an event; what is tried again arrives again. A failure is only logged. */
function post(run: Run, hook: Webhook, event: Event): void {
  const timeout = goDuration(hook.timeout || "10s");
  const told = {
    ...event,
    to: hook.name,
    ...(hook.metadata ? { metadata: hook.metadata } : {}),
  };
  const url = webhookUrl(hook);
  if ("error" in timeout || "error" in url || unsendableTo(url)) {
    run.say({ ...told, isLost: true });
    return;
  }
  for (let left = Math.max(hook.retries, 0); left >= 0; left--) {
    const answer = run.askWebhook(hook.name);
    run.say(answer.status === 0 ? { ...told, isLost: true } : told);
    if (!isTriedAgain(answer, timeout.seconds)) return;
  }
}

/** A Warning with the text of a failure, unless the process dies of it. */
export function warn(run: Run, failure: Failure): void {
  if (failure.panics) run.panic(failure);
  else record(run, "Warning", failure.error, failure.why);
}

/** The event webhooks, with their metadata where it does not collide with that of the event. */
const eventHooks = memo((analysis: Analysis): readonly Webhook[] =>
  analysis.webhooks
    .filter((webhook) => webhook.type === "event")
    .map((webhook) => ({ ...webhook, metadata: webhook.metadata && own(webhook.metadata) })),
);

function own(metadata: NonNullable<Webhook["metadata"]>): Webhook["metadata"] {
  const { eventMessage: _m, eventType: _t, timestamp: _s, ...rest } = metadata;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
