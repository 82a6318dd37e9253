import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { CanaryStatus, Phase, Promoted } from "../../../server/engine/canary/status.ts";
import { stringsOf } from "../../../server/engine/canary/stringsOf.ts";

/** The status of a Canary as it stands in the cluster; times in seconds since 1970. */
export function readStatus(canary: JsonObject): CanaryStatus {
  const { status } = canary;
  const text = (key: string): string => stringOf(field(status, key));
  const tracked = field(status, "trackedConfigs");
  const promoted = promotedIn(canary);
  const written = Date.parse(text("lastTransitionTime"));
  return {
    phase: text("phase") as Phase,
    canaryWeight: numberOf(field(status, "canaryWeight")),
    failedChecks: numberOf(field(status, "failedChecks")),
    iterations: numberOf(field(status, "iterations")),
    lastAppliedSpec: text("lastAppliedSpec"),
    lastPromotedSpec: text("lastPromotedSpec"),
    ...(isObject(tracked) && { trackedConfigs: stringsOf(tracked) }),
    ...cookiesOf(text),
    ...(promoted && { promoted: promotedOf(promoted) }),
    lastTransitionTime: Number.isNaN(written) ? Number.POSITIVE_INFINITY : written / 1000,
  };
}

/** The same as Flagger writes it. `now`: as the API writes times. */
export function writtenStatus(canary: JsonObject, status: CanaryStatus, now: string): JsonObject {
  const { phase, canaryWeight, failedChecks, iterations, lastAppliedSpec, lastPromotedSpec } =
    status;
  const { trackedConfigs, promoted } = status;
  return {
    phase,
    canaryWeight,
    failedChecks,
    iterations,
    ...(lastAppliedSpec !== "" && { lastAppliedSpec }),
    ...(lastPromotedSpec !== "" && { lastPromotedSpec }),
    ...(trackedConfigs && { trackedConfigs }),
    ...cookiesOf((key) => status[key] ?? ""),
    ...(promoted && { conditions: [conditionOf(canary, promoted, now)] }),
    lastTransitionTime: now,
  };
}

const COOKIES = [
  "sessionAffinityCookie",
  "previousSessionAffinityCookie",
  "primarySessionAffinityCookie",
] as const;

type Cookie = (typeof COOKIES)[number];

const cookiesOf = (text: (key: Cookie) => string): Partial<Record<Cookie, string>> =>
  Object.fromEntries(COOKIES.map((key) => [key, text(key)]).filter(([, it]) => it !== ""));

const promotedIn = (canary: JsonObject): JsonObject | undefined =>
  listOf(field(canary, "status", "conditions"))
    .filter(isObject)
    .find((it) => it.type === "Promoted");

const promotedOf = ({ status, reason, message }: JsonObject): Promoted => ({
  status: status as Promoted["status"],
  reason: stringOf(reason) as Phase,
  message: stringOf(message),
});

/** A condition is written anew when its status or reason changes, and its transition moves with the status alone. */
function conditionOf(canary: JsonObject, promoted: Promoted, now: string): JsonObject {
  const before = promotedIn(canary);
  const isSame = before?.status === promoted.status && before.reason === promoted.reason;
  if (before && isSame) return before;
  const since = before?.status === promoted.status ? before.lastTransitionTime : now;
  return { type: "Promoted", ...promoted, lastUpdateTime: now, lastTransitionTime: since ?? now };
}
