import type { Canary } from "../canary.ts";
import { field, isObject, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { apexMetadata, hasMetadata } from "./apexMetadata.ts";
import { headersAsked } from "./headersAsked.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { routePrefix } from "./routePrefix.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { upkeep, type WantedAtApex } from "./upkeep.ts";

/**
 * An HTTPProxy named after the apex Service, to be included by one of the user.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/contour.go
 */
export const contour: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

interface Plan extends WantedAtApex {
  readonly ingressClass: string;
}

function reconcile(turn: Turn): Failure | undefined {
  const plan = planOf(turn);
  const refused = upkeep(turn, plan, isAsPlanned);
  if (!refused) return undefined;
  const { verb, message } = refused;
  return { error: `HTTPProxy ${plan.name}.${turn.canary.namespace} ${verb} error: ${message}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex, primary } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  const found = find(turn, apex);
  if (!found) {
    return { error: `HTTPProxy ${apex}.${namespace} get query error ${notFound(KIND, apex)}` };
  }
  const services = listOf(field(listOf(field(found, "spec", "routes"))[0], "services"));
  if (services.length < 2) return { error: `HTTPProxy ${apex}.${namespace} services not found` };
  const service = services.find((it) => field(it, "name") === primary);
  if (service === undefined) return { primary: 0, canary: 0, mirrored: false };
  const weight = numberOf(field(service, "weight"));
  return { primary: weight, canary: 100 - weight, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  if (routes.primary === 0 && routes.canary === 0) {
    return { error: `HTTPProxy ${apex}.${namespace} update failed: no valid weights` };
  }
  const found = find(turn, apex);
  if (!found) {
    return { error: `HTTPProxy ${apex}.${namespace} query error: ${notFound(KIND, apex)}` };
  }
  const spec = specOf(turn.canary, routes, turn.flags.ingressClass);
  const refused = turn.cluster.update({ ...found, spec });
  if (!refused) return undefined;
  return { error: `HTTPProxy ${apex}.${namespace} update error: ${refused.message}` };
}

const KIND = "HTTPProxy";

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: KIND, name: apex, namespace: turn.canary.namespace });

function planOf(turn: Turn): Plan {
  const { ingressClass } = turn.flags;
  const plan = unclassedPlan(turn.canary);
  return ingressClass === "" ? plan : classed(plan, ingressClass);
}

const unclassedPlan = planner(
  (canary: Canary): Plan => ({
    apiVersion: "projectcontour.io/v1",
    kind: KIND,
    name: namesOf(canary).apex,
    ...apexMetadata(canary),
    spec: specOf(canary, { primary: 100, canary: 0 }, ""),
    ingressClass: "",
  }),
);

const classedPlans = new WeakMap<Plan, Plan>();

function classed(plan: Plan, ingressClass: string): Plan {
  const known = classedPlans.get(plan);
  if (known?.ingressClass === ingressClass) return known;
  const made = { ...plan, spec: { ...plan.spec, ingressClassName: ingressClass }, ingressClass };
  classedPlans.set(plan, made);
  return made;
}

const isAsPlanned = settled(
  (found: JsonObject, plan: Plan) =>
    hasMetadata(found, plan) && same(found.spec, plan.spec, "weight"),
);

interface Weights {
  readonly primary: number;
  readonly canary: number;
}

function specOf(canary: Canary, weights: Weights, ingressClass: string): JsonObject {
  const prefix = routePrefix(canary);
  const headers = headersAsked(canary);
  const everybody = [{ prefix }];
  const routes =
    (canary.spec.analysis?.match.length ?? 0) === 0
      ? [routeOf(canary, everybody, weights)]
      : [
          routeOf(
            canary,
            headers.map((it) => ({ prefix, header: headerCondition(it.name, it.asked) })),
            weights,
          ),
          routeOf(canary, everybody, { primary: 100, canary: 0 }),
        ];
  return { routes, ...(ingressClass ? { ingressClassName: ingressClass } : {}) };
}

function routeOf(canary: Canary, conditions: readonly JsonObject[], weights: Weights): JsonObject {
  const { primary, canary: fresh } = namesOf(canary);
  return {
    ...(conditions.length > 0 ? { conditions } : {}),
    services: [
      serviceOf(canary, primary, weights.primary),
      serviceOf(canary, fresh, weights.canary),
    ],
    ...timeoutOf(canary),
    ...retriesOf(canary),
  };
}

function serviceOf(canary: Canary, name: string, weight: number): JsonObject {
  const { port } = canary.spec.service;
  const value = `${name}.${canary.namespace}.svc.cluster.local:${port}`;
  return {
    name,
    port,
    ...(weight === 0 ? {} : { weight }),
    requestHeadersPolicy: { set: [{ name: "l5d-dst-override", value }] },
  };
}

/** Prefix and suffix become "contains"; a regular expression is lost. */
function headerCondition(name: string, asked: JsonObject): JsonObject {
  const contains = stringOf(asked.prefix) || stringOf(asked.suffix);
  const exact = stringOf(asked.exact);
  if (contains) return { name, contains };
  return exact ? { name, exact } : { name };
}

function timeoutOf(canary: Canary): JsonObject {
  const response = stringOf(canary.spec.service.object.timeout);
  return response ? { timeoutPolicy: { response, idle: "5m" } } : {};
}

function retriesOf(canary: Canary): JsonObject {
  const { retries } = canary.spec.service.object;
  if (!isObject(retries)) return {};
  const perTryTimeout = stringOf(retries.perTryTimeout);
  return {
    retryPolicy: {
      count: numberOf(retries.attempts),
      ...(perTryTimeout ? { perTryTimeout } : {}),
      retryOn: stringOf(retries.retryOn).split(","),
    },
  };
}
