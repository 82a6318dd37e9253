import { memo } from "../memo.ts";
import { isObject, type Json, type JsonObject, listOf } from "./json.ts";

/**
 * An HTTPRoute with what the API server fills in; the object itself where nothing is left out.
 *
 * https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec
 */
export function storedRoute(object: JsonObject): JsonObject {
  return within(object, "spec", (spec) =>
    each(each(spec, "parentRefs", filled(PARENT)), "rules", completeRule),
  );
}

const completeRule = (rule: JsonObject): JsonObject =>
  each(
    each(
      each(filled({ matches: [EVERYTHING] })(rule), "matches", completeMatch),
      "filters",
      filter,
    ),
    "backendRefs",
    filled(BACKEND),
  );

const completeMatch = memo(
  (match: JsonObject): JsonObject =>
    each(
      each(within(filled(EVERYTHING)(match), "path", filled(EVERYTHING.path)), "headers", EXACT),
      "queryParams",
      EXACT,
    ),
);

const filter = memo(
  (it: JsonObject): JsonObject =>
    within(within(it, "cors", filled({ maxAge: 5 })), "requestMirror", (mirror) =>
      within(mirror, "backendRef", filled(SERVICE)),
    ),
);

const filled =
  (defaults: JsonObject) =>
  (it: JsonObject): JsonObject =>
    Object.keys(defaults).every((key) => it[key] !== undefined) ? it : { ...defaults, ...it };

/** The object with another value of a field that holds an object, if it does. */
function within(
  object: JsonObject,
  key: string,
  change: (value: JsonObject) => JsonObject,
): JsonObject {
  const value = object[key];
  if (!isObject(value)) return object;
  const changed = change(value);
  return changed === value ? object : { ...object, [key]: changed };
}

/** The object with other items in a field that holds a list, if it does. */
function each(
  object: JsonObject,
  key: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject {
  const list = listOf(object[key]);
  const changed: readonly Json[] = list.map((it) => (isObject(it) ? change(it) : it));
  return changed.every((it, index) => it === list[index]) ? object : { ...object, [key]: changed };
}

const PARENT = { group: "gateway.networking.k8s.io", kind: "Gateway" };

const SERVICE = { group: "", kind: "Service" };

const BACKEND = { ...SERVICE, weight: 1 };

const EVERYTHING = { path: { type: "PathPrefix", value: "/" } };

const EXACT = filled({ type: "Exact" });
