import type { Canary } from "../canary.ts";
import { isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { apexMetadata } from "./apexMetadata.ts";
import { decoded, encoded, type GoShape } from "./goShape.ts";
import {
  destination,
  httpRule,
  type IstioRuleParts,
  mergedRequests,
  tcpRule,
} from "./istioRule.ts";
import {
  ANALYSIS_MATCH,
  CORS_POLICY,
  DESTINATION_RULE_SPEC,
  HEADERS,
  HTTP_ROUTE,
  REQUEST_MATCH,
  RETRIES,
  REWRITE,
  TRAFFIC_POLICY,
  VIRTUAL_SERVICE_SPEC,
} from "./istioShapes.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import type { Wanted, WantedAtApex } from "./upkeep.ts";

/** What a Canary wants of Istio. */
export interface IstioPlan extends WantedAtApex {
  /** The spec as Go holds it before it is written. */
  readonly held: JsonObject;
  /** What rules are made of, as it is written. */
  readonly parts: IstioRuleParts;
  readonly isDelegate: boolean;
  /** Why there can be no such VirtualService. */
  readonly refusal: string | undefined;
  /** With session affinity: by which names sticky rules are known. */
  readonly cookieNames: readonly string[] | undefined;
  readonly destinationRules: readonly DestinationRulePlan[];
}

export interface DestinationRulePlan extends Wanted {
  readonly held: JsonObject;
}

export const istioPlan = planner((canary: Canary): IstioPlan => {
  const { object, hosts, appProtocol } = canary.spec.service;
  const names = namesOf(canary);
  const gateways = texts(object.gateways);
  const isDelegate = object.delegation === true;
  const match = held<readonly JsonObject[]>([REQUEST_MATCH], object.match);
  const isTcp = appProtocol.toLowerCase() === "tcp";
  const isOutside = gateways.length > 0 && gateways[0] !== "mesh";
  const parts = {
    names,
    isTcp,
    common: commonOf(object),
    match,
    tested: isTcp ? undefined : testedOf(canary, match ?? []),
    tcpMatch: (match ?? []).map(({ port }) => (port ? { port } : {})),
    port:
      object.portDiscovery === true && (isOutside || isDelegate)
        ? canary.spec.service.port
        : undefined,
  };
  const spec = {
    hosts: isDelegate ? [] : withApex(hosts, names.apex),
    gateways: isDelegate ? [] : gateways.length > 0 ? gateways : ["mesh"],
    ...initialRules(parts),
  };
  return {
    apiVersion: API,
    kind: "VirtualService",
    name: names.apex,
    ...apexMetadata(canary),
    held: spec,
    spec: encoded(VIRTUAL_SERVICE_SPEC, spec) as JsonObject,
    parts: writtenParts(parts),
    isDelegate,
    refusal:
      isDelegate && hosts.length + gateways.length > 0
        ? "cannot have hosts and gateways when delegation enabled"
        : undefined,
    cookieNames: cookieNamesOf(canary),
    destinationRules: [names.canary, names.primary].map((name) => destinationRule(name, object)),
  };
});

const API = "networking.istio.io/v1beta1";

function initialRules(plan: IstioRuleParts): JsonObject {
  const both = [
    destination(plan, plan.names.primary, 100),
    destination(plan, plan.names.canary, 0),
  ];
  if (plan.isTcp) return { tcp: [tcpRule(plan, both)] };
  if (!plan.tested) return { http: [httpRule(plan, plan.match, both)] };
  const primary = [destination(plan, plan.names.primary, 100)];
  return { http: [httpRule(plan, plan.tested, both), httpRule(plan, plan.match, primary)] };
}

function writtenParts(parts: IstioRuleParts): IstioRuleParts {
  const written = (match: readonly JsonObject[] | undefined) =>
    encoded(HTTP_ROUTE, match && { match }) as JsonObject | undefined;
  const list = (match: readonly JsonObject[] | undefined) =>
    written(match)?.match as readonly JsonObject[] | undefined;
  return {
    ...parts,
    common: encoded(HTTP_ROUTE, parts.common) as JsonObject,
    match: list(parts.match),
    tested: list(parts.tested),
  };
}

function testedOf(
  canary: Canary,
  service: readonly JsonObject[],
): readonly JsonObject[] | undefined {
  const asked = held<readonly JsonObject[]>([ANALYSIS_MATCH], canary.spec.analysis?.match) ?? [];
  return asked.length > 0 ? mergedRequests(asked, service) : undefined;
}

function commonOf(service: JsonObject): JsonObject {
  const common = {
    rewrite: held(REWRITE, service.rewrite),
    timeout: stringOf(service.timeout) || undefined,
    retries: held(RETRIES, service.retries),
    corsPolicy: held(CORS_POLICY, service.corsPolicy),
    headers: held(HEADERS, service.headers),
  };
  return Object.fromEntries(Object.entries(common).filter(([, value]) => value !== undefined));
}

function cookieNamesOf(canary: Canary): readonly string[] | undefined {
  const affinity = canary.spec.analysis?.sessionAffinity;
  return affinity && [stringOf(affinity.cookieName), stringOf(affinity.primaryCookieName)];
}

/** The host of the Service is added where it is not among the hosts. */
const withApex = (hosts: readonly string[], apex: string): readonly string[] =>
  hosts.some((host) => host === apex || host === "*") ? hosts : [...hosts, apex];

function destinationRule(name: string, service: JsonObject): DestinationRulePlan {
  const trafficPolicy = held(TRAFFIC_POLICY, service.trafficPolicy);
  const spec = { host: name, ...(isObject(trafficPolicy) ? { trafficPolicy } : {}) };
  return {
    apiVersion: API,
    kind: "DestinationRule",
    name,
    held: spec,
    spec: encoded(DESTINATION_RULE_SPEC, spec) as JsonObject,
  };
}

const held = <Held extends Json = Json>(shape: GoShape, it: Json | undefined): Held | undefined =>
  decoded(shape, it) as Held | undefined;

const texts = (list: Json | undefined): readonly string[] =>
  listOf(list).filter((it) => typeof it === "string");
