import { alert } from "../alert.ts";
import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { setStatusCounter, setStatusPhase } from "../setStatus.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * The gate before the promotion. While it is closed the analysis goes on, and failed checks still roll back.
 * `iterations`: those of the analysis in force.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function confirmPromotion(run: Run, iterations: number): boolean {
  const { name, namespace } = run.canary;
  for (const { webhook, at } of webhooksOf(run, "confirm-promotion")) {
    if (callWebhook(run, webhook, "Progressing") === undefined) {
      record(run, "Normal", `Confirm-promotion check ${webhook.name} passed`, { text: OPEN, at });
      continue;
    }
    if (run.status().phase === "WaitingPromotion") {
      setStatusCounter(run, "iterations", iterations - 1);
    } else {
      setStatusPhase(run, "WaitingPromotion", iterations);
      const text = `Halt ${name}.${namespace} advancement waiting for promotion approval ${webhook.name}`;
      record(run, "Warning", text, { text: CLOSED, at });
      if (!webhook.muteAlert) alert(run, "Canary promotion is waiting for approval.", "warn");
    }
    return false;
  }
  return true;
}

const OPEN = "The gate before the promotion answered with a status up to 202.";
const CLOSED =
  "The revision is promoted only when the gate before the promotion opens; meanwhile the analysis goes on.";
