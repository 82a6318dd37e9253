import { field, type JsonObject, listOf } from "../../server/engine/canary/json.ts";
import { recordedStatus } from "../../server/engine/canary/replay/recordedCalls.ts";
import type { CanaryStatus } from "../../server/engine/canary/status.ts";

/** The status of a Canary as a recording tells it. */
export function statusOf(canary: JsonObject): object {
  const status = (canary.status ?? {}) as JsonObject;
  const it = listOf(status.conditions).find((each) => field(each, "type") === "Promoted");
  const promoted = {
    status: field(it, "status"),
    reason: field(it, "reason"),
    message: field(it, "message"),
  };
  return recordedStatus({ ...status, promoted } as unknown as CanaryStatus);
}
