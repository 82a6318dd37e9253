import { goDuration } from "../../goDuration.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { durationText } from "../metrics/format.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure, type Router, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { nilPointer } from "./failures.ts";
import { namesOf } from "./names.ts";
import { ownersOf } from "./owner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";

/**
 * A second ApisixRoute next to that of the user, with a higher priority.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/apisix.go
 */
export const apisix: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

function reconcile(turn: Turn): Failure | undefined {
  const { canary, cluster } = turn;
  const { namespace } = canary;
  const user = canary.spec.route?.name;
  if (!user) return { error: "apisix route selector is empty" };
  const source = cluster.find({ kind: KIND, name: user, namespace });
  if (!source) {
    return { error: `APISIX route ${user}.${namespace} get query error: ${notFound(KIND, user)}` };
  }
  const { apex } = namesOf(canary);
  const plan = planOf(source, apex, `${user}.${namespace}`);
  if (isFailure(plan)) return plan;
  const name = `${user}-${apex}-canary`;
  const found = cluster.find({ kind: KIND, name, namespace });
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? cluster.update({ ...found, spec: plan.spec })
    : cluster.create(newRoute(turn, name, source, plan));
  if (!refused) return undefined;
  const what = found ? "update" : "create";
  return { error: `APISIX route ${name}.${namespace} ${what} error: ${refused.message}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const found = canaryRoute(turn);
  if (isFailure(found)) return found;
  const { primary } = namesOf(turn.canary);
  const backends = listOf(field(found.http[found.index], "backends"));
  const backend = backends.find((it) => field(it, "serviceName") === primary);
  const weight = field(backend, "weight");
  if (typeof weight !== "number") return nilPointer;
  return { primary: weight, canary: 100 - weight, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex, primary, canary } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  if (routes.primary === 0 && routes.canary === 0) {
    return { error: `RoutingRule ${apex}.${namespace} update failed: no valid weights` };
  }
  const found = canaryRoute(turn);
  if (isFailure(found)) return found;
  const weights = new Map([
    [primary, routes.primary],
    [canary, routes.canary],
  ]);
  const http = found.http.map((it, index) => (index === found.index ? weighted(it, weights) : it));
  const spec = { ...objectOr(found.object.spec), http };
  const refused = turn.cluster.update({ ...found.object, spec });
  return refused && { error: `apisix route ${apex}.${namespace} update error: ${refused.message}` };
}

const KIND = "ApisixRoute";

interface Found {
  readonly object: JsonObject;
  readonly http: readonly Json[];
  readonly index: number;
}

/** The route for the canary, and which of its rules leads to the primary. */
function canaryRoute(turn: Turn): Found | Failure {
  const { route } = turn.canary.spec;
  if (!route) return nilPointer;
  const { namespace } = turn.canary;
  const { apex, primary } = namesOf(turn.canary);
  const name = `${route.name}-${apex}-canary`;
  const object = turn.cluster.find({ kind: KIND, name, namespace });
  if (!object) {
    return { error: `apisix route ${name}.${namespace} query error: ${notFound(KIND, name)}` };
  }
  const http = listOf(field(object, "spec", "http"));
  const index = indexOf(http, primary);
  return index < 0 ? noBackend(primary, `${route.name}.${namespace}`) : { object, http, index };
}

const indexOf = (http: readonly Json[], service: string): number =>
  http.findIndex((it) =>
    listOf(field(it, "backends")).some((backend) => field(backend, "serviceName") === service),
  );

const noBackend = (service: string, route: string): Failure => ({
  error: `Can not find ${service} backend on apisix route ${route} `,
});

function weighted(rule: Json, weights: ReadonlyMap<string, number>): JsonObject {
  const backends = listOf(field(rule, "backends")).map((backend) => {
    const weight = weights.get(stringOf(field(backend, "serviceName")));
    return weight === undefined ? backend : { ...objectOr(backend), weight };
  });
  return { ...objectOr(rule), backends };
}

interface Plan {
  readonly apex: string;
  readonly spec: JsonObject;
}

const plans = new WeakMap<JsonObject, Plan>();

function planOf(source: JsonObject, apex: string, route: string): Plan | Failure {
  const known = plans.get(source);
  if (known?.apex === apex) return known;
  const http = listOf(field(source, "spec", "http"));
  if (http.length === 0) return { error: `APISIX route ${route}'s spec.http is empty` };
  const rule = objectOr(http[indexOf(http, apex)]);
  const [backend, ...others] = listOf(rule.backends);
  if (backend === undefined) return noBackend(apex, route);
  if (others.length > 0) {
    const name = stringOf(rule.name);
    return {
      error: `APISIX route ${route}'s http route ${name} only one http backend is supported`,
    };
  }
  const plan = { apex, spec: specOf(source, rule, objectOr(backend), apex) };
  plans.set(source, plan);
  return plan;
}

/** Only the rule of the user that leads to the apex Service. */
function specOf(
  source: JsonObject,
  rule: JsonObject,
  backend: JsonObject,
  apex: string,
): JsonObject {
  const { servicePort, resolveGranularity, subset } = backend;
  const target = (serviceName: string, weight: number) => ({
    serviceName,
    servicePort,
    ...(resolveGranularity ? { resolveGranularity } : {}),
    weight,
    ...(subset ? { subset } : {}),
  });
  const backends = [target(`${apex}-primary`, 100), target(`${apex}-canary`, 0)];
  const timeout = isObject(rule.timeout) ? { timeout: timeoutOf(rule.timeout) } : {};
  const http = [{ websocket: false, ...rule, ...timeout, priority: 10000, backends }];
  return { ...objectOr(source.spec), http };
}

/** Go writes all three, each in its own way: `60s` becomes `1m0s`. */
function timeoutOf(timeout: JsonObject): JsonObject {
  const written = (it: Json | undefined): string => {
    const text = stringOf(it);
    const duration = goDuration(text || "0");
    return "error" in duration ? text : durationText(BigInt(Math.round(duration.seconds * 1e9)));
  };
  const { connect, send, read } = timeout;
  return { connect: written(connect), send: written(send), read: written(read) };
}

const isAsPlanned = settled((found: JsonObject, plan: Plan) =>
  same(found.spec, plan.spec, "weight"),
);

function newRoute(turn: Turn, name: string, source: JsonObject, plan: Plan): JsonObject {
  const { labels, annotations } = objectOr(source.metadata);
  return {
    apiVersion: "apisix.apache.org/v2",
    kind: KIND,
    metadata: {
      name,
      namespace: turn.canary.namespace,
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: ownersOf(turn.canary),
    },
    spec: plan.spec,
  };
}

const objectOr = (it: Json | undefined): JsonObject => (isObject(it) ? it : {});
