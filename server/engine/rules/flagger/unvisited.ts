import type { WebhookType } from "../../canary/canary.ts";
import type { CanaryReading } from "./canary.ts";
import { webhooksOf } from "./webhooksOf.ts";

/**
 * Why no request reaches the new version while it is judged, as the middle of a sentence; `undefined` where some may:
 * Blue/Green leaves all traffic with the primary, unless it is mirrored, and no webhook makes any.
 */
export function unvisited(canary: CanaryReading): string | undefined {
  const hooks = ["spec", "analysis", "webhooks"];
  const strategy = canary.strategy();
  if (!strategy || !canary.isSettled(hooks) || !canary.isSettled(MIRROR)) return undefined;
  const isKubernetes = canary.provider()?.name === "kubernetes";
  if (!isKubernetes && (strategy !== "blue/green" || canary.has(MIRROR))) return undefined;
  if (canary.listAt(hooks).length !== webhooksOf(canary).length) return undefined;
  if (webhooksOf(canary).some((it) => !TELLING.has(it.type))) return undefined;
  return isKubernetes
    ? "with provider kubernetes no request of a user reaches the new version before it is promoted"
    : "Blue/Green leaves all traffic with the old version until the last iteration";
}

const MIRROR = ["spec", "analysis", "mirror"];

/** Webhooks that make no requests: they are told what has happened. */
const TELLING: ReadonlySet<WebhookType> = new Set<WebhookType>(["event", "post-rollout"]);
