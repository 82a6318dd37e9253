import type { Call } from "../../engine/canary/call.ts";
import { field, type Json, type JsonObject } from "../../engine/canary/json.ts";
import type { Reason } from "../../engine/canary/reason.ts";
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
    ticks: ticks.map((tick) => tickJson(it, tick, canary.spec.target)),
    ...(unmet ? { unmet } : {}),
  };
}

function tickJson(
  it: Played,
  { tick, at, finalizer, calls, status, routes, objects }: Tick,
  target: { readonly kind: string; readonly name: string },
) {
  const { namespace } = it.found.setup.canary;
  const find = (name: string) => objects.get(`${target.kind}/${namespace}/${name}`);
  return {
    tick,
    at,
    finalizer,
    status: status ?? null,
    routes: routes ?? null,
    replicas: {
      target: replicasOf(find(target.name)),
      primary: replicasOf(find(`${target.name}-primary`)),
    },
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
