import type { Canary } from "../../server/engine/canary/canary.ts";
import { type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import { providerRow } from "../../server/engine/canary/routers/providers.ts";
import { recordedRouting } from "../../server/engine/canary/routers/recorded.ts";
import type { ApiServer } from "./apiServer.ts";
import { apiVersionOf } from "./apiVersionOf.ts";
import { reading } from "./reading.ts";
import { statusOf } from "./statusOf.ts";
import type { Tape } from "./tape.ts";

/** How things stand some seconds after a tick. */
export async function snapshot(api: ApiServer, tape: Tape): Promise<object> {
  const { namespace, provider: ofFlag } = tape.scenario;
  const get = async (kind: string, name: string, apiVersion = apiVersionOf(tape, kind)) => {
    const answer = await api.call("GET", await api.pathOf(apiVersion, kind, namespace, name));
    return answer.code === 200 ? answer.body : undefined;
  };
  const named = readCanary(tape.canary);
  const object = await get("Canary", named.name);
  if (object) tape.canary = object;
  const canary = { ...readCanary(tape.canary), status: {} } as unknown as Canary;
  const { target, autoscaler } = canary.spec;
  const since = tape.ticks.at(-1)?.start ?? Date.now();
  const workload = async (name: string) => {
    const it = await get(target.kind, name, target.apiVersion);
    return it ? reading(it, since) : null;
  };
  const provider = canary.spec.provider || ofFlag;
  const holder = provider === "kuma" ? undefined : providerRow(provider).holder?.(canary);
  const routed = holder && (await get(holder.kind, holder.name));
  const routing = holder && recordedRouting(canary, provider, () => routed);
  const scalers: Record<string, object> = {};
  for (const name of autoscaler ? [autoscaler.name, `${autoscaler.name}-primary`] : []) {
    const it = await get(autoscaler?.kind ?? "", name);
    if (it) scalers[name] = scalerForm(it);
  }
  const cookies = object && cookiesOf(object);
  return {
    status: object ? statusOf(object) : null,
    target: await workload(tape.target),
    primary: await workload(`${tape.target}-primary`),
    ...(routing === undefined ? {} : { routing }),
    ...(autoscaler ? { scalers } : {}),
    ...(cookies ? { cookies } : {}),
  };
}

function scalerForm({ kind, metadata, spec }: JsonObject): object {
  const { annotations = {} } = metadata as JsonObject;
  const it = spec as JsonObject;
  return kind === "ScaledObject"
    ? { annotations, min: it.minReplicaCount, max: it.maxReplicaCount }
    : { min: it.minReplicas, max: it.maxReplicas, target: (it.scaleTargetRef as JsonObject).name };
}

function cookiesOf({ status }: JsonObject): object | undefined {
  const it = (status ?? {}) as JsonObject;
  const [current, previous, primary] = [
    stringOf(it.sessionAffinityCookie),
    stringOf(it.previousSessionAffinityCookie),
    stringOf(it.primarySessionAffinityCookie),
  ];
  return current || previous || primary ? { current, previous, primary } : undefined;
}
