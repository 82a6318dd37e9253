import { alert } from "../alert.ts";
import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * The gate before each step of the weight. Closed, it says so every tick; that is no failed check.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler_hooks.go
 */
export function confirmTrafficIncrease(run: Run): boolean {
  const { name, namespace } = run.canary;
  for (const { webhook, at } of webhooksOf(run, "confirm-traffic-increase")) {
    if (callWebhook(run, webhook, "Progressing") === undefined) {
      const text = `Confirm-traffic-increase check ${webhook.name} passed`;
      record(run, "Normal", text, { text: OPEN, at });
      continue;
    }
    const text = `Halt ${name}.${namespace} advancement waiting for traffic increase approval ${webhook.name}`;
    record(run, "Warning", text, { text: CLOSED, at });
    if (!webhook.muteAlert) alert(run, "Canary traffic increase is waiting for approval.", "warn");
    return false;
  }
  return true;
}

const OPEN = "The gate before the next step answered with a status up to 202.";
const CLOSED =
  "The weight stays until the gate before the next step opens; it is asked again every tick.";
