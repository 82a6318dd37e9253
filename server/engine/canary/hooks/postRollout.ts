import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import type { Phase } from "../status.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * What is called after the end. Its failure changes nothing but that later ones are not called.
 * `reported`: the phase in the hooks' payload; `shown`: that in the payload of the events.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function postRollout(run: Run, reported: Phase, shown: Phase): void {
  for (const { webhook, at } of webhooksOf(run, "post-rollout")) {
    const error = callWebhook(run, webhook, reported);
    if (error !== undefined) {
      const text = `Post-rollout hook ${webhook.name} failed ${error}`;
      record(run, "Warning", text, { text: FAILED, at }, shown);
      return;
    }
    const text = `Post-rollout check ${webhook.name} passed`;
    record(run, "Normal", text, { text: PASSED, at }, shown);
  }
}

const PASSED = "The webhook after the rollout answered with a status up to 202.";
const FAILED =
  "The rollout is over: a post-rollout webhook that fails only keeps later ones from being called.";
