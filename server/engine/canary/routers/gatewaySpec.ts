import { field, isObject, type Json, type JsonObject, listOf } from "../json.ts";
import { same } from "./same.ts";

/**
 * The spec of an HTTPRoute as the API server keeps it: with the defaults that Flagger leaves to it. The spec that is there
 * already where nothing changes.
 */
export function gatewaySpec(spec: JsonObject, found?: JsonObject): JsonObject {
  const kept = { ...spec, rules: listOf(spec.rules).map(ruleOf) };
  const before = found?.spec;
  return isObject(before) && same(before, kept) ? before : kept;
}

function ruleOf(rule: Json): JsonObject {
  const filters = listOf(field(rule, "filters"));
  return {
    ...(rule as JsonObject),
    matches: listOf(field(rule, "matches")).map((match) =>
      field(match, "path") ? match : { path: EVERY_PATH, ...(match as JsonObject) },
    ),
    ...(filters.length > 0 ? { filters: filters.map(filterOf) } : {}),
  };
}

const EVERY_PATH = { type: "PathPrefix", value: "/" };

function filterOf(filter: Json): Json {
  const cors = field(filter, "cors");
  if (!isObject(cors) || cors.maxAge !== undefined) return filter;
  return { ...(filter as JsonObject), cors: { ...cors, maxAge: 5 } };
}
