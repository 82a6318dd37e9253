import type { Call } from "../../../server/engine/canary/call.ts";
import { isObject, type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";
import type { Tick } from "../../../server/engine/canary/simulation.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { type Inside, placeOf } from "../../apiserver/inside.ts";
import { metadataOf } from "../../apiserver/objects/metadata.ts";
import { changeTo } from "../changeTo.ts";
import { writeStatus } from "../workloads/writeStatus.ts";
import { writtenStatus } from "./liveStatus.ts";

/** What the cluster refused of it, in its own words. */
export type Refused = (text: string) => void;

/**
 * Does in the cluster what Flagger decided in one tick, call by call: objects, statuses, events. What is gone after it
 * is deleted. `before`: the objects as the tick found them; `canary`: where the Canary is.
 */
export function carryOut(
  tick: Tick,
  before: ReadonlyMap<string, JsonObject>,
  canary: JsonObject,
  inside: Inside,
  now: Date,
  refused: Refused,
): void {
  const at = placeOf(canary);
  let last: Call | undefined;
  for (const call of tick.calls) {
    switch (call.call) {
      case "write":
        if (!call.refused) write(call.object, inside, refused);
        break;
      case "status": {
        const found = inside.get(at);
        const moment = timestamp(now);
        if (found) writeStatus(inside, found, writtenStatus(found, call.status, moment));
        break;
      }
      case "event":
        // Each of several receivers is told; the object in the cluster is one.
        if (!isSameEvent(last, call)) {
          inside.event(inside.get(at) ?? canary, call.type, "Synced", call.text);
        }
        break;
      default:
        break;
    }
    last = call;
  }
  for (const [key, object] of before) {
    if (tick.objects.has(key) || object.kind === "Canary") continue;
    if (inside.get(placeOf(object))) inside.remove(placeOf(object));
  }
}

const isSameEvent = (last: Call | undefined, call: Call): boolean =>
  last?.call === "event" &&
  call.call === "event" &&
  last.to !== undefined &&
  last.text === call.text;

function write(object: JsonObject, inside: Inside, refused: Refused): void {
  const found = inside.get(placeOf(object));
  const change = found && changeTo(own(found), own(object));
  if (found && !change) return;
  const done =
    change && found
      ? inside.patch(placeOf(found), change)
      : inside.create(withoutAddress(own(object)));
  if (done.code >= 400) refused(stringOf(done.object.message));
}

/** What a client writes of an object: all but what the server keeps there itself. */
function own({ status: _, ...object }: JsonObject): JsonObject {
  const {
    resourceVersion: _r,
    generation: _g,
    managedFields: _m,
    uid: _u,
    creationTimestamp: _c,
    deletionTimestamp: _d,
    deletionGracePeriodSeconds: _s,
    ...metadata
  } = metadataOf(object);
  return { ...object, metadata };
}

/** The cluster gives a new Service its address. */
function withoutAddress(object: JsonObject): JsonObject {
  const { spec } = object;
  if (object.kind !== "Service" || object.apiVersion !== "v1" || !isObject(spec)) return object;
  if (spec.clusterIP === "None") return object;
  const { clusterIP: _, clusterIPs: __, ...rest } = spec;
  return { ...object, spec: rest };
}
