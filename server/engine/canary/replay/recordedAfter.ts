import type { Canary } from "../canary.ts";
import type { ObjectName } from "../cluster.ts";
import type { JsonObject } from "../json.ts";
import { keyOf } from "../objectKey.ts";
import { recordedRouting } from "../routers/recorded.ts";
import type { Tick } from "../simulation.ts";
import { recordedStatus } from "./recordedCalls.ts";
import { recordedScalers } from "./recordedScalers.ts";
import { recordedWorkload } from "./recordedWorkload.ts";

/** How things stand after a tick, as a recording tells it. `canary`: as it was last; `name`: the target of the recording. */
export function recordedAfter(
  tick: Tick,
  canary: Canary,
  name: string,
  meshProvider: string,
): object {
  const find = ({ kind, name, namespace }: ObjectName): JsonObject | undefined =>
    tick.objects.get(keyOf(kind, namespace ?? canary.namespace, name));
  const { target } = canary.spec;
  const kind =
    target.kind === "Service" || target.kind === "DaemonSet" ? target.kind : "Deployment";
  const workload = (name: string) => {
    const object = find({ kind, name });
    return object ? recordedWorkload(object) : null;
  };
  const provider = canary.spec.provider || meshProvider;
  // The recorder looks for routing objects in the namespace only.
  const routing = provider === "kuma" ? undefined : recordedRouting(canary, provider, find);
  const scalers = recordedScalers(canary, find);
  const cookies = cookiesOf(tick);
  return {
    status: tick.status ? recordedStatus(tick.status) : null,
    target: workload(name),
    primary: workload(`${name}-primary`),
    ...(routing === undefined ? {} : { routing }),
    ...(scalers ? { scalers } : {}),
    ...(cookies ? { cookies } : {}),
  };
}

function cookiesOf({ status }: Tick): object | undefined {
  if (!status) return undefined;
  const {
    sessionAffinityCookie: current = "",
    previousSessionAffinityCookie: previous = "",
    primarySessionAffinityCookie: primary = "",
  } = status;
  return current || previous || primary ? { current, previous, primary } : undefined;
}
