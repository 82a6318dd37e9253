import { field, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure, type Router, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { type ApexMetadata, hasLabels } from "./apexMetadata.ts";
import { acceptedIn, refusalOf } from "./gatewayAcceptance.ts";
import { type GatewayPlan, gatewayPlan } from "./gatewayPlan.ts";
import { gatewayRules } from "./gatewayRules.ts";
import { gatewaySpec } from "./gatewaySpec.ts";
import type { GatewayVersion } from "./gatewayVersion.ts";
import { namesOf } from "./names.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { type Annotations, annotationsOf } from "./toolkit.ts";
import { ownedObject, put } from "./upkeep.ts";

/**
 * An HTTPRoute named after the apex Service. Version `v1` waits for the gateway and knows time-outs, CORS and a cookie
 * for the primary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/gateway_api.go
 */
export const gatewayApi = (version: GatewayVersion): Router => ({
  reconcile: (turn) => reconcile(turn, version),
  getRoutes: (turn) => getRoutes(turn, version),
  setRoutes: (turn, routes) => setRoutes(turn, routes, version),
  finalize: () => undefined,
});

function reconcile(turn: Turn, version: GatewayVersion): Failure | undefined {
  const plan = gatewayPlan(turn.canary, version);
  if (isFailure(plan)) return plan;
  const found = find(turn, plan.name);
  const isMirroring = turn.canary.spec.analysis?.mirror === true && IN_PROGRESS.has(phaseOf(turn));
  const isAsPlanned = isMirroring ? isAsPlannedMirroring : isAsPlannedStill;
  if (found && isAsPlanned(found, plan)) return undefined;
  const { namespace } = turn.canary;
  if (!found) {
    const created = ownedObject(turn, { ...plan, spec: gatewaySpec(plan.spec) });
    const refused = turn.cluster.create(acceptedIn(turn, created, undefined));
    return (
      refused && { error: `HTTPRoute ${plan.name}.${namespace} create error: ${refused.message}` }
    );
  }
  const spec = gatewaySpec(plan.spec, found);
  const annotations = keptAnnotations(found, plan);
  const changed = put(found, { ...plan, annotations, spec });
  const refused = turn.cluster.update(acceptedIn(turn, changed, found));
  if (!refused) return undefined;
  const error = `update error: ${refused.message} while reconciling`;
  return { error: `HTTPRoute ${plan.name}.${namespace} ${error}` };
}

function getRoutes(turn: Turn, version: GatewayVersion): Routes | Failure {
  const names = namesOf(turn.canary);
  const found = find(turn, names.apex);
  if (!found) return missing(turn, names.apex);
  const refusal = version === "v1" ? refusalOf(turn, found) : undefined;
  if (refusal) return refusal;
  const rules = listOf(field(found, "spec", "rules"));
  const backendsOf = (rule: Json | undefined) => listOf(field(rule, "backendRefs"));
  const whole = rules.findLast((rule) => backendsOf(rule).length === 2);
  const setsCookies = (rule: Json) =>
    backendsOf(rule).some((it) => listOf(field(it, "filters")).length > 0);
  const affine = turn.canary.spec.analysis?.sessionAffinity && rules.findLast(setsCookies);
  const weightOf = (name: string) =>
    weightIn(backendsOf(affine), name) ?? weightIn(backendsOf(whole), name) ?? 0;
  return {
    primary: weightOf(names.primary),
    canary: weightOf(names.canary),
    mirrored: rules.some((rule) => isMirrored(rule, names.canary)),
  };
}

function setRoutes(turn: Turn, routes: Routes, version: GatewayVersion): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(turn, apex);
  const plan = gatewayPlan(turn.canary, version, "setRoutes");
  if (isFailure(plan)) return plan;
  const rules = gatewayRules(turn, plan, routes, version);
  if (isFailure(rules)) return rules;
  const spec = gatewaySpec({ ...plan.spec, rules }, found);
  const refused = turn.cluster.update(acceptedIn(turn, { ...found, spec }, found));
  if (!refused) return undefined;
  const error = `update error: ${refused.message} while setting weights`;
  return { error: `HTTPRoute ${apex}.${turn.canary.namespace} ${error}` };
}

const IN_PROGRESS: ReadonlySet<string> = new Set(["Waiting", "Progressing", "WaitingPromotion"]);

const phaseOf = (turn: Turn): string => turn.canary.status.phase;

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "HTTPRoute", name: apex, namespace: turn.canary.namespace });

const missing = (turn: Turn, apex: string): Failure => ({
  error: `HTTPRoute ${apex}.${turn.canary.namespace} get error: ${notFound("HTTPRoute", apex)}`,
});

function weightIn(backends: readonly Json[], name: string): number | undefined {
  const backend = backends.findLast((it) => field(it, "name") === name);
  if (backend === undefined) return undefined;
  const weight = field(backend, "weight");
  return typeof weight === "number" ? weight : 1;
}

const isMirrored = (rule: Json, canary: string): boolean =>
  listOf(field(rule, "filters")).some(
    (it) =>
      field(it, "type") === "RequestMirror" &&
      field(it, "requestMirror", "backendRef", "name") === canary,
  );

/** Annotations of others stay. */
const keptAnnotations = (found: JsonObject, plan: ApexMetadata): Annotations => ({
  ...annotationsOf(found),
  ...plan.annotations,
});

const isAsPlannedStill = settled((found: JsonObject, plan: GatewayPlan) =>
  isRouteAsPlanned(found, plan, false),
);

const isAsPlannedMirroring = settled((found: JsonObject, plan: GatewayPlan) =>
  isRouteAsPlanned(found, plan, true),
);

function isRouteAsPlanned(found: JsonObject, plan: GatewayPlan, isMirroring: boolean): boolean {
  const view = (spec: Json | undefined) => comparable(spec, plan, isMirroring);
  return (
    hasLabels(found, plan) &&
    same(keptAnnotations(found, plan), annotationsOf(found)) &&
    same(view(found.spec), view(plan.spec), "weight")
  );
}

/** A spec without what an analysis changes in it. Empty lists are as good as none. */
function comparable(spec: Json | undefined, plan: GatewayPlan, isMirroring: boolean): JsonObject {
  const rules = listOf(field(spec, "rules"))
    .filter((rule) => !isSticky(rule, plan.cookieNames))
    .map((rule) => ({
      ...(rule as JsonObject),
      filters: isMirroring ? [] : listOf(field(rule, "filters")),
      backendRefs: listOf(field(rule, "backendRefs")).map((it) => ({
        ...(it as JsonObject),
        filters: plan.cookieNames ? [] : listOf(field(it, "filters")),
      })),
    }));
  return {
    parentRefs: field(spec, "parentRefs"),
    hostnames: listOf(field(spec, "hostnames")),
    rules,
  };
}

/** A rule that keeps users on one side by their cookie. */
function isSticky(rule: Json, cookieNames: readonly string[] | undefined): boolean {
  if (!cookieNames) return false;
  return listOf(field(rule, "matches"))
    .flatMap((match) => listOf(field(match, "headers")))
    .some(
      (header) =>
        field(header, "type") === "RegularExpression" &&
        field(header, "name") === "Cookie" &&
        cookieNames.some((name) => stringOf(field(header, "value")).includes(name)),
    );
}
