import { memo } from "../memo.ts";
import type { Webhook } from "./canary.ts";
import { goUrl } from "./goUrl.ts";

/** The address of a webhook, read once. */
export const webhookUrl = memo((webhook: Webhook) => goUrl(webhook.url));
