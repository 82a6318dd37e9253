import type { WebhookType } from "../../canary/canary.ts";

/** Does Flagger wait while such a webhook says no? */
export const isGate = (type: WebhookType): boolean =>
  type === "confirm-rollout" || type === "confirm-traffic-increase" || type === "confirm-promotion";
