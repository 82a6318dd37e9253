import type { Call } from "../../engine/canary/call.ts";
import type { ObjectName } from "../../engine/canary/cluster.ts";
import { field, type Json, type JsonObject } from "../../engine/canary/json.ts";
import { keyOf } from "../../engine/canary/objectKey.ts";
import type { Reason } from "../../engine/canary/reason.ts";
import { recordedScalers } from "../../engine/canary/replay/recordedScalers.ts";
import { recordedRouting } from "../../engine/canary/routers/recorded.ts";
import { canaryIn } from "../../engine/canary/scenario/canaryIn.ts";
import { fieldWords } from "../../engine/canary/scenario/fieldWords.ts";
import type { Played } from "../../engine/canary/scenario/played.ts";
import { strategyWords } from "../../engine/canary/scenario/strategyWords.ts";
import type { Tick } from "../../engine/canary/simulation.ts";

/** A rollout as JSON, in the form of `schemas/flightpath/simulation.json`. */
export function simulationJson(it: Played) {
  const { found, scenario, simulation, unmet } = it;
  const canary = canaryIn(found.setup);
  const { ending, ticks } = simulation;
  return {
    canary: `${canary.namespace}/${canary.name}`,
    title: scenario.title,
    provider: canary.spec.provider || found.setup.flags.meshProvider,
    strategy: strategyWords(canary),
    notes: found.notes,
    outcome: ending.outcome,
    phase: ending.phase,
    ticksToEnd: ending.tick,
    seconds: ending.at,
    text: ending.text,
    ...(ending.why ? { why: reasonJson(it, ending.why) } : {}),
    ticks: ticks.map((tick) => tickJson(it, tick, canary)),
    ...(unmet ? { unmet } : {}),
  };
}

function tickJson(
  it: Played,
  { tick, at, finalizer, calls, status, routes, objects }: Tick,
  canary: ReturnType<typeof canaryIn>,
) {
  const { flags } = it.found.setup;
  const { target, provider } = canary.spec;
  const find = ({ kind, name, namespace = canary.namespace }: ObjectName) =>
    objects.get(keyOf(kind, namespace, name));
  const replicas = (name: string) => replicasOf(find({ kind: target.kind, name }));
  return {
    tick,
    at,
    finalizer,
    status: status ?? null,
    routes: routes ?? null,
    replicas: {
      target: replicas(target.name),
      primary: replicas(`${target.name}-primary`),
    },
    scalers: recordedScalers(canary, find) ?? {},
    routing: recordedRouting(canary, provider || flags.meshProvider, find) ?? null,
    calls: calls.map((call) => callJson(it, call)),
  };
}

const replicasOf = (object: JsonObject | undefined): Json =>
  field(object, "spec", "replicas") ?? null;

function callJson(it: Played, call: Call) {
  return "why" in call && call.why ? { ...call, why: reasonJson(it, call.why) } : call;
}

function reasonJson(it: Played, why: Reason) {
  const place = it.placeOf(why);
  return {
    text: why.text,
    ...(why.object ? { object: `${why.object.kind}/${why.object.name}` } : {}),
    field: fieldWords(why.at),
    ...(place ? { file: place.file, line: place.line } : {}),
  };
}
