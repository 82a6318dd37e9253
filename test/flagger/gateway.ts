import { field, type JsonObject, listOf, stringOf } from "../../server/engine/canary/json.ts";
import type { ApiServer } from "./apiServer.ts";
import type { Tape } from "./tape.ts";

/** Plays the controller of a gateway: accepts an HTTPRoute, at once or after a while. */
export async function accept(api: ApiServer, tape: Tape, route: JsonObject): Promise<void> {
  if (tape.gatewayLag === 0) return tell(api, route);
  setTimeout(() => void tell(api, route), tape.gatewayLag);
}

async function tell(api: ApiServer, route: JsonObject): Promise<void> {
  const { metadata } = route;
  const [name, namespace] = [
    stringOf(field(metadata, "name")),
    stringOf(field(metadata, "namespace")),
  ];
  const condition = {
    type: "Accepted",
    status: "True",
    reason: "Accepted",
    message: "",
    observedGeneration: field(metadata, "generation"),
    lastTransitionTime: new Date().toISOString().replace(/\.\d+Z/, "Z"),
  };
  const parents = listOf(field(route, "spec", "parentRefs")).map((parentRef) => ({
    parentRef,
    controllerName: "example.com/recorder",
    conditions: [condition],
  }));
  const path = await api.pathOf(stringOf(route.apiVersion), "HTTPRoute", namespace, name);
  const body = { status: { parents } };
  await api.call("PATCH", `${path}/status`, body, "application/merge-patch+json");
}
