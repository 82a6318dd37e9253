import { callWebhook } from "../callWebhook.ts";
import { record } from "../record.ts";
import type { Run } from "../run.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * The external checks of an analysis. A failure is a failed check.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go
 */
export function rolloutHook(run: Run): boolean {
  const { name, namespace } = run.canary;
  for (const { webhook, at } of webhooksOf(run, "rollout")) {
    const error = callWebhook(run, webhook, "Progressing");
    if (error === undefined) continue;
    const text = `Halt ${name}.${namespace} advancement external check ${webhook.name} failed ${error}`;
    record(run, "Warning", text, { text: FAILED, at });
    return false;
  }
  return true;
}

const FAILED = "A rollout webhook that fails is a failed check; no metric is asked after it.";
