import { isObject, type Json, type JsonObject, stringOf } from "../json.ts";
import type { Failure } from "../routing.ts";

/**
 * Istio's request matches as the Gateway API asks them; entries of which nothing is left are dropped. Go walks headers
 * and query parameters in any order; here they are sorted.
 */
export function gatewayMatches(requests: readonly JsonObject[]): readonly JsonObject[] | Failure {
  const matches: JsonObject[] = [];
  for (const request of requests) {
    const path = pathOf(request.uri);
    if (path === "unsupported") return unsupported("path", `&${shown(request.uri)}`);
    const headers = namedMatches(request.headers);
    const method = isObject(request.method) ? stringOf(request.method.exact) : undefined;
    if (method === "" || headers === "unsupported") {
      return unsupported("header", shownMap(request.headers));
    }
    const queryParams = namedMatches(request.queryParams);
    if (queryParams === "unsupported") return unsupported("query", shownMap(request.queryParams));
    const match = {
      ...(path && { path }),
      ...(headers.length > 0 ? { headers } : {}),
      ...(queryParams.length > 0 ? { queryParams } : {}),
      ...(method !== undefined ? { method } : {}),
    };
    if (Object.keys(match).length > 0) matches.push(match);
  }
  return matches;
}

/** Headers and query parameters of each first match, with the rest of each second. */
export function mergedMatches(
  asked: readonly JsonObject[],
  service: readonly JsonObject[],
): readonly JsonObject[] {
  if (asked.length === 0) return service;
  if (service.length === 0) return asked;
  return asked.flatMap(({ headers, queryParams }) =>
    service.map((match) => ({
      ...match,
      ...(headers === undefined ? {} : { headers }),
      ...(queryParams === undefined ? {} : { queryParams }),
    })),
  );
}

function pathOf(uri: Json | undefined): JsonObject | "unsupported" | undefined {
  if (!isObject(uri)) return undefined;
  const regex = stringOf(uri.regex);
  const exact = stringOf(uri.exact);
  const prefix = stringOf(uri.prefix);
  if (regex) return { type: "RegularExpression", value: regex };
  if (exact) return { type: "Exact", value: exact };
  return prefix ? { type: "PathPrefix", value: prefix } : "unsupported";
}

function namedMatches(map: Json | undefined): readonly JsonObject[] | "unsupported" {
  const matches: JsonObject[] = [];
  if (!isObject(map)) return matches;
  for (const name of Object.keys(map).sort()) {
    const asked = map[name];
    const exact = isObject(asked) ? stringOf(asked.exact) : "";
    const regex = isObject(asked) ? stringOf(asked.regex) : "";
    if (!exact && !regex) return "unsupported";
    const type = exact ? "Exact" : "RegularExpression";
    matches.push({ type, name, value: exact || regex });
  }
  return matches;
}

const unsupported = (what: string, text: string): Failure => ({
  error: `Gateway API doesn't support the specified ${what} matching selector: ${text}\n`,
});

/** As Go shows a structure with `%+v`. */
function shown(match: Json | undefined): string {
  const { exact, prefix, suffix, regex } = isObject(match) ? match : {};
  return `{Exact:${stringOf(exact)} Prefix:${stringOf(prefix)} Suffix:${stringOf(suffix)} Regex:${stringOf(regex)}}`;
}

function shownMap(map: Json | undefined): string {
  const entries = Object.entries(isObject(map) ? map : {}).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return `map[${entries.map(([name, match]) => `${name}:${shown(match)}`).join(" ")}]`;
}
