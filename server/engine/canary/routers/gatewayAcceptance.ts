import { field, isObject, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import type { Failure } from "../routing.ts";
import type { Turn } from "../turn.ts";

/**
 * An HTTPRoute with what its gateways will say of it. Their controller takes a while to accept a change; until then it
 * stands by what it accepted before. Each condition counts from its `lastTransitionTime`, in seconds since tick 0.
 */
export function acceptedIn(
  turn: Turn,
  route: JsonObject,
  before: JsonObject | undefined,
): JsonObject {
  if (before && before.spec === route.spec) return route;
  const generation = before ? generationOf(before) + 1 : 1;
  const due = turn.at + turn.world.gatewayLag(turn.tick) / 1000;
  const known = before && acceptedNow(turn, before);
  const conditions = [
    ...(known === undefined ? [] : [condition(known, turn.at)]),
    condition(generation, due),
  ];
  const parents = listOf(field(route, "spec", "parentRefs")).map((parentRef) => ({
    parentRef,
    controllerName: "flagger.app/simulated-gateway",
    conditions,
  }));
  return { ...route, status: { parents } };
}

/** What Flagger says of a route that a gateway has not accepted as it is now. */
export function refusalOf(turn: Turn, route: JsonObject): Failure | undefined {
  const generation = generationOf(route);
  const last = generationsOf(route, Number.POSITIVE_INFINITY).at(-1);
  const accepted = acceptedNow(turn, route);
  // A generation that no condition knows is an edit between two ticks, long accepted.
  if (accepted === undefined || accepted >= generation || last !== generation) return undefined;
  const name = stringOf(field(route, "metadata", "name"));
  const namespace = stringOf(field(route, "metadata", "namespace"));
  const parent = stringOf(field(listOf(field(route, "spec", "parentRefs"))[0], "name"));
  return {
    error: `HTTPRoute ${name}.${namespace} parent ${parent} is not ready (status: True, observed generation: ${accepted}, current generation: ${generation})`,
  };
}

const condition = (observedGeneration: number, lastTransitionTime: number): JsonObject => ({
  type: "Accepted",
  status: "True",
  reason: "Accepted",
  observedGeneration,
  lastTransitionTime,
});

const generationOf = (route: JsonObject): number =>
  numberOf(field(route, "metadata", "generation")) || 1;

const acceptedNow = (turn: Turn, route: JsonObject): number | undefined =>
  generationsOf(route, turn.at).at(-1);

function generationsOf(route: JsonObject, until: number): readonly number[] {
  const [parent] = listOf(field(route, "status", "parents"));
  return listOf(field(parent, "conditions"))
    .filter(isObject)
    .filter((it) => it.type === "Accepted" && numberOf(it.lastTransitionTime) <= until)
    .map((it) => numberOf(it.observedGeneration));
}
