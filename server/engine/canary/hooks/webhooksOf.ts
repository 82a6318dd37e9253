import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import type { Analysis, Webhook, WebhookType } from "../canary.ts";
import type { Run } from "../run.ts";

/** A webhook and where it stands in the Canary. */
export interface PlacedWebhook {
  readonly webhook: Webhook;
  readonly at: Path;
}

/** The webhooks of one type, in the order of the list. */
export function webhooksOf(run: Run, type: WebhookType): readonly PlacedWebhook[] {
  const analysis = run.canary.spec.analysis;
  return (analysis && byType(analysis).get(type)) ?? NONE;
}

const NONE: readonly PlacedWebhook[] = [];

const byType = memo((analysis: Analysis): ReadonlyMap<WebhookType, readonly PlacedWebhook[]> => {
  const types = new Map<WebhookType, PlacedWebhook[]>();
  for (const [index, webhook] of analysis.webhooks.entries()) {
    const placed = { webhook, at: ["spec", "analysis", "webhooks", index] };
    const others = types.get(webhook.type);
    if (others) others.push(placed);
    else types.set(webhook.type, [placed]);
  }
  return types;
});
