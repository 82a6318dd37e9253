import { goDuration } from "../../goDuration.ts";
import { type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { type Failure, isFailure, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import {
  cookieInUse,
  cookiePattern,
  cookiesInUse,
  cookieToDelete,
  maxAgeOf,
  setCookie,
} from "./cookies.ts";
import { mergedMatches } from "./gatewayMatches.ts";
import type { GatewayPlan } from "./gatewayPlan.ts";
import { backendRef, routeRule } from "./gatewayRule.ts";
import type { GatewayVersion } from "./gatewayVersion.ts";

/** The rules that give primary and canary their shares. */
export function gatewayRules(
  turn: Turn,
  plan: GatewayPlan,
  routes: Routes,
  version: GatewayVersion,
): readonly JsonObject[] | Failure {
  const weighted = weightedRule(turn, plan, routes);
  const affinity = turn.canary.spec.analysis?.sessionAffinity;
  const rules = affinity
    ? affinityRules({ turn, plan, affinity, version }, routes.canary, weighted)
    : [weighted];
  if (isFailure(rules) || !plan.tested) return rules;
  const [first, ...others] = rules;
  // Time-outs go to the second rule, whichever that is; the rule added here is the second without affinity.
  const { timeouts: _, ...untimed } = routeRule(plan, plan.matches, [100]);
  const added = affinity ? untimed : routeRule(plan, plan.matches, [100]);
  return [{ ...first, matches: plan.tested }, ...others, added];
}

function weightedRule(turn: Turn, plan: GatewayPlan, routes: Routes): JsonObject {
  const rule = routeRule(plan, plan.matches, [routes.primary, routes.canary]);
  const { iterations = 0 } = turn.canary.spec.analysis ?? {};
  if (!routes.mirrored || iterations <= 0) return rule;
  const { weight: _, ...backend } = backendRef(plan, plan.names.canary, 0);
  const mirror = { type: "RequestMirror", requestMirror: { backendRef: backend } };
  return withFilters(rule, [...plan.filters, mirror]);
}

interface Affinity {
  readonly turn: Turn;
  readonly plan: GatewayPlan;
  readonly affinity: JsonObject;
  readonly version: GatewayVersion;
}

function affinityRules(
  it: Affinity,
  canaryWeight: number,
  weighted: JsonObject,
): readonly JsonObject[] | Failure {
  if (canaryWeight === 0) return endingRules(it, weighted);
  const { turn, plan, affinity, version } = it;
  const { names } = plan;
  const toCanary = (cookie: string) => stickyRule(plan, weighted, cookie, [0, 100]);
  const maxAge = maxAgeOf(affinity);
  if (version === "v1beta1") {
    const cookie = cookieInUse(turn, affinity);
    const set = setCookie(cookie, maxAge, affinity);
    return [toCanary(cookie), withCookie(weighted, names.canary, set)];
  }
  const cookies = cookiesInUse(turn, affinity);
  const set = setCookie(cookies.canary, maxAge, affinity);
  const setting = withCookie(weighted, names.canary, set);
  if (!stringOf(affinity.primaryCookieName)) return [toCanary(cookies.canary), setting];
  const interval = goDuration(turn.canary.spec.analysis?.intervalText ?? "");
  if ("error" in interval) return { error: `failed to parse canary interval: ${interval.error}` };
  const setPrimary = setCookie(cookies.primary, Math.trunc(interval.seconds), affinity);
  return [
    toCanary(cookies.canary),
    stickyRule(plan, weighted, cookies.primary, [100, 0]),
    withCookie(setting, names.primary, setPrimary),
  ];
}

/** The cookie of the analysis that ended is taken back. */
function endingRules({ turn, plan }: Affinity, weighted: JsonObject): readonly JsonObject[] {
  const cookie = cookieToDelete(turn);
  if (!cookie) return [weighted, weighted];
  const filters: readonly Json[] = [
    ...listOf(weighted.filters),
    addCookie(`${cookie}; Max-Age=-1`),
  ];
  const sticky = { ...weighted, matches: cookieMatches(plan, cookie) };
  return [withFilters(sticky, filters), weighted];
}

const stickyRule = (
  plan: GatewayPlan,
  weighted: JsonObject,
  cookie: string,
  [primary, canary]: readonly [number, number],
): JsonObject => ({
  ...weighted,
  matches: cookieMatches(plan, cookie),
  backendRefs: [
    backendRef(plan, plan.names.primary, primary),
    backendRef(plan, plan.names.canary, canary),
  ],
});

function cookieMatches(plan: GatewayPlan, cookie: string): readonly JsonObject[] {
  const header = { type: "RegularExpression", name: "Cookie", value: cookiePattern(cookie) };
  return mergedMatches([{ headers: [header] }], plan.serviceMatches);
}

const withCookie = (rule: JsonObject, backend: string, cookie: string): JsonObject => ({
  ...rule,
  backendRefs: listOf(rule.backendRefs).map((it) => {
    const reference = it as JsonObject;
    return reference.name === backend ? { ...reference, filters: [addCookie(cookie)] } : reference;
  }),
});

function withFilters({ matches, ...rule }: JsonObject, filters: readonly Json[]): JsonObject {
  const { filters: _, ...rest } = rule;
  return { matches, filters, ...rest };
}

const addCookie = (value: string): JsonObject => ({
  type: "ResponseHeaderModifier",
  responseHeaderModifier: { add: [{ name: "Set-Cookie", value }] },
});
