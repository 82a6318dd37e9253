import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * The checks before any traffic reaches the new revision. A failure is a failed check.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function preRollout(run: Run): boolean {
  const { name, namespace } = run.canary;
  for (const { webhook, at } of webhooksOf(run, "pre-rollout")) {
    const error = callWebhook(run, webhook, "Progressing");
    if (error !== undefined) {
      const text = `Halt ${name}.${namespace} advancement pre-rollout check ${webhook.name} failed ${error}`;
      record(run, "Warning", text, { text: FAILED, at });
      return false;
    }
    record(run, "Normal", `Pre-rollout check ${webhook.name} passed`, { text: PASSED, at });
  }
  return true;
}

const PASSED = "The check before the rollout answered with a status up to 202.";
const FAILED =
  "A pre-rollout webhook that fails is a failed check, and no traffic is routed to the new revision.";
