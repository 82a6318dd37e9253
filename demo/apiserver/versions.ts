import type { Json, JsonObject } from "../../server/engine/canary/json.ts";
import { apiVersionOf, type Kind } from "./kind.ts";

/** A kept object as one served version shows it. */
export function served(object: JsonObject, kind: Kind): JsonObject {
  const apiVersion = apiVersionOf(kind);
  if (object.apiVersion === apiVersion) return object;
  if (apiVersion === "events.k8s.io/v1") return spoken(renamed(object, coreToEvents, apiVersion));
  return { ...object, apiVersion };
}

/** An object of a served version as it is kept. Versions of a definition differ by their name only. */
export function kept(object: JsonObject, kind: Kind): JsonObject {
  if (apiVersionOf(kind) !== "events.k8s.io/v1") return object;
  return renamed(object, eventsToCore, "v1");
}

/** In their own group, Events leave out what is empty. */
const spoken = (event: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(event).filter(([, it]) => it !== ""));

/** Names of the fields of an Event in the core group, and in its own. */
const coreToEvents: Readonly<Record<string, string>> = {
  involvedObject: "regarding",
  message: "note",
  source: "deprecatedSource",
  firstTimestamp: "deprecatedFirstTimestamp",
  lastTimestamp: "deprecatedLastTimestamp",
  count: "deprecatedCount",
  reportingComponent: "reportingController",
};

const eventsToCore = Object.fromEntries(Object.entries(coreToEvents).map(([a, b]) => [b, a]));

function renamed(
  object: JsonObject,
  names: Readonly<Record<string, string>>,
  apiVersion: string,
): JsonObject {
  const entries = Object.entries(object).map(([key, it]): [string, Json | undefined] => [
    names[key] ?? key,
    it,
  ]);
  const out = Object.fromEntries(entries);
  return { ...out, apiVersion };
}
