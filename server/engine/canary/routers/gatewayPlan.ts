import type { Canary } from "../canary.ts";
import { isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { type Failure, isFailure } from "../routing.ts";
import { apexMetadata } from "./apexMetadata.ts";
import { gatewayFilters } from "./gatewayFilters.ts";
import { gatewayMatches, mergedMatches } from "./gatewayMatches.ts";
import { type RuleParts, routeRule } from "./gatewayRule.ts";
import type { GatewayVersion } from "./gatewayVersion.ts";
import { decoded } from "./goShape.ts";
import { ANALYSIS_MATCH, REQUEST_MATCH } from "./istioShapes.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import type { WantedAtApex } from "./upkeep.ts";

/** What a Canary wants of its HTTPRoute. */
export interface GatewayPlan extends WantedAtApex, RuleParts {
  /** Of `service.match`; none where nothing is asked. */
  readonly serviceMatches: readonly JsonObject[];
  /** The same, but for the prefix `/` where nothing is asked. */
  readonly matches: readonly JsonObject[];
  /** Of requests in an A/B test, merged; `undefined` where there is no such test. */
  readonly tested: readonly JsonObject[] | undefined;
  /** With session affinity: by which names sticky rules are known. */
  readonly cookieNames: readonly string[] | undefined;
  /** With all weight on the primary, before the API server's defaults. */
  readonly spec: JsonObject;
}

/** SetRoutes does not ask for a gateway again. */
export function gatewayPlan(
  canary: Canary,
  version: GatewayVersion,
  step: "reconcile" | "setRoutes" = "reconcile",
): GatewayPlan | Failure {
  if (step === "reconcile" && listOf(canary.spec.service.object.gatewayRefs).length === 0) {
    return { error: "GatewayRefs must be specified when using Gateway API as a provider." };
  }
  return version === "v1" ? planV1(canary) : planV1beta1(canary);
}

const planV1 = planner((canary) => planOf(canary, "v1"));
const planV1beta1 = planner((canary) => planOf(canary, "v1beta1"));

function planOf(canary: Canary, version: GatewayVersion): GatewayPlan | Failure {
  const { object, port } = canary.spec.service;
  const serviceMatches = gatewayMatches(requests(object.match, REQUEST_MATCH));
  if (isFailure(serviceMatches)) {
    return { error: `Invalid request matching selectors: ${serviceMatches.error}` };
  }
  const matches = serviceMatches.length > 0 ? serviceMatches : [EVERYTHING];
  const names = namesOf(canary);
  const parts = {
    names,
    port,
    serviceMatches,
    matches,
    tested: testedOf(canary, matches),
    filters: gatewayFilters(object, version),
    timeouts: version === "v1" ? timeoutsOf(object) : undefined,
    cookieNames: cookieNamesOf(canary, version),
  };
  return {
    apiVersion: `gateway.networking.k8s.io/${version}`,
    kind: "HTTPRoute",
    name: names.apex,
    ...apexMetadata(canary),
    ...parts,
    spec: specOf(canary, parts),
  };
}

const EVERYTHING = { path: { type: "PathPrefix", value: "/" } };

const requests = (list: Json | undefined, shape: typeof REQUEST_MATCH | typeof ANALYSIS_MATCH) =>
  listOf(list).map((it) => (decoded(shape, it) as JsonObject | undefined) ?? {});

function testedOf(
  canary: Canary,
  matches: readonly JsonObject[],
): readonly JsonObject[] | undefined {
  const { match = [] } = canary.spec.analysis ?? {};
  if (match.length === 0) return undefined;
  const asked = gatewayMatches(requests(match, ANALYSIS_MATCH));
  return mergedMatches(isFailure(asked) ? [] : asked, matches);
}

function cookieNamesOf(canary: Canary, version: GatewayVersion): readonly string[] | undefined {
  const affinity = canary.spec.analysis?.sessionAffinity;
  if (!affinity) return undefined;
  const own = stringOf(affinity.cookieName);
  return version === "v1" ? [own, stringOf(affinity.primaryCookieName)] : [own];
}

function timeoutsOf(service: JsonObject): JsonObject | undefined {
  const request = stringOf(service.timeout);
  const backendRequest = stringOf(service.backendTimeout);
  if (!request && !backendRequest) return undefined;
  return { ...(request && { request }), ...(backendRequest && { backendRequest }) };
}

interface Parts extends RuleParts {
  readonly matches: readonly JsonObject[];
  readonly tested: readonly JsonObject[] | undefined;
}

function specOf(canary: Canary, plan: Parts): JsonObject {
  const { hosts, object } = canary.spec.service;
  const first = routeRule(plan, plan.tested ?? plan.matches, [100, 0]);
  const rules = plan.tested ? [first, routeRule(plan, plan.matches, [100])] : [first];
  return {
    parentRefs: listOf(object.gatewayRefs).map(parentOf),
    ...(hosts.length > 0 ? { hostnames: hosts } : {}),
    rules,
  };
}

function parentOf(it: Json): JsonObject {
  const { group, kind, namespace, name, sectionName, port } = isObject(it) ? it : {};
  return {
    group: group ?? "gateway.networking.k8s.io",
    kind: kind ?? "Gateway",
    ...(namespace === undefined ? {} : { namespace }),
    name: stringOf(name),
    ...(sectionName === undefined ? {} : { sectionName }),
    ...(port === undefined ? {} : { port }),
  };
}
