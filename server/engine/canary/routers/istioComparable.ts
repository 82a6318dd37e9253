import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import type { IstioPlan } from "./istioPlan.ts";

/** A spec without what an analysis changes in it: weights, mirrors, sticky rules and their cookies. */
export function istioComparable(spec: JsonObject, plan: IstioPlan): JsonObject {
  const { cookieNames } = plan;
  const { http, tcp, ...rest } = spec;
  return {
    ...rest,
    ...(http === undefined
      ? {}
      : {
          http: listOf(http)
            .filter((rule) => !isSticky(rule, cookieNames))
            .map((rule) => withoutMirror(withoutShares(rule, cookieNames !== undefined))),
        }),
    ...(tcp === undefined ? {} : { tcp: listOf(tcp).map((rule) => withoutShares(rule, false)) }),
  };
}

/** A rule that keeps users on one side by their cookie. An empty name is in everything. */
const isSticky = (rule: Json, cookieNames: readonly string[] | undefined): boolean =>
  cookieNames !== undefined &&
  listOf(field(rule, "match")).some((match) => {
    const pattern = stringOf(field(match, "headers", "Cookie", "regex"));
    return cookieNames.some((name) => pattern.includes(name));
  });

function withoutMirror({ mirror: _, mirrorPercentage: __, ...rule }: JsonObject): JsonObject {
  return rule;
}

function withoutShares(rule: Json, withoutHeaders: boolean): JsonObject {
  if (!isObject(rule) || rule.route === undefined) return isObject(rule) ? rule : {};
  const route = listOf(rule.route).map((it) => {
    const { weight: _, headers, ...destination } = isObject(it) ? it : {};
    return withoutHeaders || headers === undefined ? destination : { ...destination, headers };
  });
  return { ...rule, route };
}
