import { alert } from "../alert.ts";
import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { setStatusPhase } from "../setStatus.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * The gate before a new revision is scaled up. Closed, it makes the Canary wait without a limit, and says so once.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function confirmRollout(run: Run): boolean {
  const { name, namespace } = run.canary;
  for (const { webhook, at } of webhooksOf(run, "confirm-rollout")) {
    const { phase } = run.status();
    if (callWebhook(run, webhook, phase) === undefined) {
      record(run, "Normal", `Confirm-rollout check ${webhook.name} passed`, { text: OPEN, at });
      continue;
    }
    if (phase !== "Waiting") {
      setStatusPhase(run, "Waiting", 0);
      const text = `Halt ${name}.${namespace} advancement waiting for approval ${webhook.name}`;
      record(run, "Warning", text, { text: CLOSED, at });
      if (!webhook.muteAlert) alert(run, "Canary is waiting for approval.", "warn");
    }
    return false;
  }
  return true;
}

const OPEN = "The gate before the rollout answered with a status up to 202.";
const CLOSED =
  "A new revision starts only when the gate before the rollout opens; it is asked again every tick.";
