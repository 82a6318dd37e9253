import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * Does anybody ask for a rollback? All are tried until one succeeds.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function rollbackHook(run: Run): boolean {
  for (const { webhook, at } of webhooksOf(run, "rollback")) {
    if (callWebhook(run, webhook, run.status().phase) === undefined) {
      record(run, "Warning", `Rollback check ${webhook.name} passed`, { text: ASKED, at });
      return true;
    }
    const text = `Rollback hook ${webhook.name} not signaling a rollback`;
    record(run, "Normal", text, { text: NOT_ASKED, at });
  }
  return false;
}

const ASKED = "A rollback webhook that answers with a status up to 202 asks for a rollback.";
const NOT_ASKED = "A rollback webhook that fails asks for nothing.";
