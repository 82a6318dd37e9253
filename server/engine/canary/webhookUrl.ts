import { memo } from "../memo.ts";
import type { Webhook } from "./canary.ts";
import { goUrl } from "./url/goUrl.ts";
import { type SentUrl, sentUrl } from "./url/sentUrl.ts";
import { urlText } from "./url/urlText.ts";

/** The address of a webhook as Flagger posts to it, read once; or what Go says against it. */
export const webhookUrl = memo((webhook: Webhook): SentUrl | { readonly error: string } => {
  const url = goUrl(webhook.url);
  // It is written and read again, which makes a difference for `http:/%2Fhost`.
  const again = "error" in url ? url : goUrl(urlText(url));
  return "error" in again ? again : sentUrl(again);
});
