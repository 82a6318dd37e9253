import { field, type JsonObject, listOf, numberOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { type Inside, placeOf } from "../../apiserver/inside.ts";
import { isTerminating, metadataOf } from "../../apiserver/objects/metadata.ts";
import type { Controller } from "../controller.ts";

/** Plays the gateways: every HTTPRoute is accepted at once. */
export const gatewayController: Controller = {
  name: "gateway-controller",
  kinds: [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "HTTPRoute" }],
  reconcile(place, { inside, now }) {
    const route = inside.get(place);
    if (route && !isTerminating(route)) acceptRoute(route, inside, now());
    return {};
  },
};

/** Says of a route that all its parents take it as it is now. */
export function acceptRoute(route: JsonObject, inside: Inside, now: Date): void {
  const generation = numberOf(metadataOf(route).generation);
  if (acceptedGeneration(route) === generation) return;
  const parents = listOf(field(route, "spec", "parentRefs")).map((parentRef) => ({
    parentRef,
    controllerName: "flightpath.dev/demo-gateway",
    conditions: ["Accepted", "ResolvedRefs"].map((type) => ({
      type,
      status: "True",
      reason: type,
      message: "",
      observedGeneration: generation,
      lastTransitionTime: timestamp(now),
    })),
  }));
  inside.patch(placeOf(route), { status: { parents } }, "status");
}

/** The generation of a route that its first parent has accepted; `undefined` before it looked at any. */
export function acceptedGeneration(route: JsonObject): number | undefined {
  const [parent] = listOf(field(route, "status", "parents"));
  const accepted = listOf(field(parent, "conditions")).find(
    (it) => field(it, "type") === "Accepted",
  );
  return accepted === undefined ? undefined : numberOf(field(accepted, "observedGeneration"));
}
