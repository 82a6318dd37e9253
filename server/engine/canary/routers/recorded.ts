import type { ObjectName } from "../cluster.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { providerRow, type WrittenCanary } from "./providers.ts";

/** What a recording tells of a routing object that was written, besides its name and the verb. */
export function writtenForm(object: JsonObject): JsonObject {
  if (object.kind === "Ingress") return ingressForm(object);
  return { weights: weightsOf(object), ...rulesForm(object), spec: object.spec };
}

/**
 * What a recording tells of the routing object after a tick; `null` where there is none yet, `undefined` where the
 * provider has none.
 */
export function recordedRouting(
  canary: WrittenCanary,
  provider: string,
  find: (name: ObjectName) => JsonObject | undefined,
): JsonObject | null | undefined {
  const routed = providerRow(provider).holder?.(canary);
  if (!routed) return undefined;
  const object = find(routed);
  if (!object) return null;
  const { kind, name } = routed;
  if (kind === "Ingress") return { kind, name, ...ingressForm(object) };
  return { kind, name, weights: weightsOf(object), ...rulesForm(object) };
}

function ingressForm(object: JsonObject): JsonObject {
  const backends = listOf(field(object, "spec", "rules"))
    .flatMap((rule) => listOf(field(rule, "http", "paths")))
    .map((path) => stringOf(field(path, "backend", "service", "name")));
  return { annotations: field(object, "metadata", "annotations") ?? {}, backends };
}

function rulesForm(object: JsonObject): JsonObject {
  if (object.kind === "HTTPRoute") {
    return { rules: listOf(field(object, "spec", "rules")).map(httpRouteRule) };
  }
  const http = field(object, "spec", "http");
  return object.kind === "VirtualService" && http ? { rules: listOf(http).map(istioRule) } : {};
}

const httpRouteRule = (rule: Json): JsonObject => ({
  match: listOf(field(rule, "matches")),
  weights: weightsIn(field(rule, "backendRefs")),
  ...(listOf(field(rule, "filters")).some((it) => field(it, "type") === "RequestMirror")
    ? { mirror: true }
    : {}),
});

const istioRule = (rule: Json): JsonObject => ({
  match: listOf(field(rule, "match")),
  weights: weightsIn(field(rule, "route")),
  ...(field(rule, "mirror") ? { mirror: true } : {}),
});

/** Weights by backend. Sticky rules stand before the weighted rule; the rule without a canary is none of them. */
function weightsOf(object: JsonObject): JsonObject {
  const lists = weightLists(object).map(weightsIn);
  const split = lists.filter((it) => Object.keys(it).length > 1);
  return split.at(-1) ?? lists[0] ?? {};
}

function weightLists({ kind, spec }: JsonObject): readonly (Json | undefined)[] {
  const each = (list: Json | undefined, ...keys: readonly string[]) =>
    listOf(list).map((it) => field(it, ...keys));
  switch (kind) {
    case "TrafficSplit":
      return [field(spec, "backends")];
    case "HTTPRoute":
      return each(field(spec, "rules"), "backendRefs");
    case "VirtualService":
      return [...each(field(spec, "http"), "route"), ...each(field(spec, "tcp"), "route")];
    case "HTTPProxy":
      return each(field(spec, "routes"), "services").slice(0, 1);
    case "TraefikService":
      return [field(spec, "weighted", "services")];
    case "RouteTable":
      return each(field(spec, "routes"), "routeAction", "multi", "destinations");
    case "TrafficRoute":
      return [field(spec, "conf", "split")];
    case "VirtualRouter":
      return each(field(spec, "routes"), "httpRoute", "action", "weightedTargets").slice(0, 1);
    case "ApisixRoute":
      return each(field(spec, "http"), "backends");
    default:
      return [];
  }
}

function weightsIn(backends: Json | undefined): JsonObject {
  const weights: Record<string, number> = {};
  for (const backend of listOf(backends)) {
    const name = backendName(backend);
    const weight = field(backend, "weight");
    if (name !== "" && weight !== undefined) weights[name] = Number(weight);
  }
  return weights;
}

function backendName(backend: Json): string {
  const destination = field(backend, "destination");
  const candidates = [
    field(backend, "service"),
    field(backend, "name"),
    field(backend, "serviceName"),
    field(destination, "host"),
    field(destination, "upstream", "name"),
    field(destination, "kuma.io/service"),
    field(backend, "virtualNodeRef", "name"),
  ];
  return stringOf(candidates.find((it) => typeof it === "string"));
}
