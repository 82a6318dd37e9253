import { goDuration } from "../../goDuration.ts";
import { isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { type Failure, isFailure, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { cookiePattern, cookiesInUse, cookieToDelete, maxAgeOf, setCookie } from "./cookies.ts";
import {
  destination,
  httpRule,
  type IstioRuleParts,
  mergedRequests,
  tcpRule,
} from "./istioRule.ts";

/** The rules that give primary and canary their shares, under `http` or `tcp`. */
export function istioRoutes(
  turn: Turn,
  plan: IstioRuleParts,
  routes: Routes,
): JsonObject | Failure {
  const both = destinations(plan, routes.primary, routes.canary);
  if (plan.isTcp) return { tcp: [tcpRule(plan, both)] };
  const weighted = httpRule(plan, plan.match, both);
  const affinity = turn.canary.spec.analysis?.sessionAffinity;
  const rules = affinity
    ? affinityRules(turn, plan, affinity, routes.canary, weighted)
    : [weighted];
  if (isFailure(rules)) return rules;
  if (!plan.tested) return { http: routes.mirrored ? mirrored(turn, plan, rules) : rules };
  // The source makes these anew, so neither mirror nor cookies come through.
  const primary = [destination(plan, plan.names.primary, routes.primary)];
  const common = affinity ? commonOf(rules) : plan.common;
  return {
    http: [httpRule({ common }, plan.tested, both), httpRule({ common }, plan.match, primary)],
  };
}

const destinations = (
  plan: IstioRuleParts,
  primary: number,
  canary: number,
): readonly JsonObject[] => [
  destination(plan, plan.names.primary, primary),
  destination(plan, plan.names.canary, canary),
];

function mirrored(
  turn: Turn,
  plan: IstioRuleParts,
  [first, ...others]: readonly JsonObject[],
): readonly JsonObject[] {
  const { mirrorWeight = 0 } = turn.canary.spec.analysis ?? {};
  const percentage = mirrorWeight > 0 ? { mirrorPercentage: { value: mirrorWeight } } : {};
  return [{ ...first, mirror: { host: plan.names.canary }, ...percentage }, ...others];
}

function affinityRules(
  turn: Turn,
  plan: IstioRuleParts,
  affinity: JsonObject,
  canaryWeight: number,
  weighted: JsonObject,
): readonly JsonObject[] | Failure {
  if (canaryWeight === 0) return endingRules(turn, plan, weighted);
  const cookies = cookiesInUse(turn, affinity);
  const set = setCookie(cookies.canary, maxAgeOf(affinity), affinity);
  const setting = withCookie(weighted, plan.names.canary, set);
  const sticky = (cookie: string, route: readonly JsonObject[]) =>
    withMatch({ ...weighted, route }, cookieMatch(plan, cookie));
  const toCanary = sticky(cookies.canary, destinations(plan, 0, 100));
  if (!stringOf(affinity.primaryCookieName)) return [toCanary, setting];
  const interval = goDuration(turn.canary.spec.analysis?.intervalText ?? "");
  if ("error" in interval) return { error: `failed to parse canary interval: ${interval.error}` };
  const setPrimary = setCookie(cookies.primary, Math.trunc(interval.seconds), affinity);
  return [
    toCanary,
    sticky(cookies.primary, destinations(plan, 100, 0)),
    withCookie(setting, plan.names.primary, setPrimary),
  ];
}

/**
 * The cookie of the analysis that ended is taken back. Headers of the service are one object in memory for all rules, so
 * with such headers every rule takes the cookie back.
 */
function endingRules(
  turn: Turn,
  plan: IstioRuleParts,
  weighted: JsonObject,
): readonly JsonObject[] {
  const cookie = cookieToDelete(turn);
  if (!cookie) return [weighted, weighted];
  const match = cookieMatch(plan, cookie);
  const headers = withAdded(weighted.headers, `${cookie}; Max-Age=-1`);
  const others = isObject(weighted.headers) ? { ...weighted, headers } : weighted;
  return [withMatch({ ...weighted, headers }, match), others];
}

/** What the rules of an A/B test inherit from the last rule: headers that were changed in memory. */
function commonOf(rules: readonly JsonObject[]): JsonObject {
  const { match: _, route: __, ...common } = rules.at(-1) ?? {};
  return common;
}

const cookieMatch = (plan: IstioRuleParts, cookie: string): readonly JsonObject[] =>
  mergedRequests([{ headers: { Cookie: { regex: cookiePattern(cookie) } } }], plan.match ?? []);

function withMatch(rule: JsonObject, match: readonly JsonObject[]): JsonObject {
  const { match: _, ...rest } = rule;
  return { match, ...rest };
}

function withCookie(rule: JsonObject, host: string, cookie: string): JsonObject {
  const route = listOf(rule.route)
    .filter(isObject)
    .map((it) =>
      isObject(it.destination) && it.destination.host === host
        ? { ...it, headers: { response: { add: { "Set-Cookie": cookie } } } }
        : it,
    );
  return { ...rule, route };
}

function withAdded(headers: Json | undefined, cookie: string): JsonObject {
  const all = isObject(headers) ? headers : {};
  const response = isObject(all.response) ? all.response : {};
  const add = isObject(response.add) ? response.add : {};
  return { ...all, response: { ...response, add: { ...add, "Set-Cookie": cookie } } };
}
