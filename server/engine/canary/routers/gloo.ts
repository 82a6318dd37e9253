import type { Canary } from "../canary.ts";
import { field, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { apexMetadata, hasMetadata } from "./apexMetadata.ts";
import { noFirst } from "./failures.ts";
import { glooUpstream } from "./glooUpstream.ts";
import { headersAsked } from "./headersAsked.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { upkeep, type WantedAtApex } from "./upkeep.ts";

/**
 * A RouteTable named after the apex Service, to be delegated to by a VirtualService of the user, and an Upstream for each
 * of primary and canary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/gloo.go
 */
export const gloo: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

function reconcile(turn: Turn): Failure | undefined {
  const names = namesOf(turn.canary);
  const upstreams = upstreamsOf(turn.canary);
  const primary = glooUpstream(turn, upstreams.primary, names.primary);
  if (primary) return { error: `error creating flagger primary upstream: ${primary.error}` };
  const canary = glooUpstream(turn, upstreams.canary, names.canary);
  if (canary) return { error: `error creating flagger canary upstream: ${canary.error}` };
  const plan = planOf(turn.canary);
  const refused = upkeep(turn, plan, isAsPlanned);
  if (!refused) return undefined;
  const { verb, message } = refused;
  return { error: `RouteTable ${plan.name}.${turn.canary.namespace} ${verb} error: ${message}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  const found = find(turn, apex);
  if (!found) {
    return {
      error: `RouteTable ${apex}.${namespace} get query error: ${notFound("RouteTable", apex)}`,
    };
  }
  const [route] = listOf(field(found, "spec", "routes"));
  if (route === undefined) return noFirst;
  const destinations = listOf(field(route, "routeAction", "multi", "destinations"));
  if (destinations.length < 2) {
    return { error: `RouteTable ${apex}.${namespace} destinations not found` };
  }
  const upstream = upstreamsOf(turn.canary).primary;
  const own = destinations.find((it) => field(it, "destination", "upstream", "name") === upstream);
  if (own === undefined) return { primary: 0, canary: 0, mirrored: false };
  const weight = numberOf(field(own, "weight"));
  return { primary: weight, canary: 100 - weight, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  if (routes.primary === 0 && routes.canary === 0) {
    return { error: `RoutingRule ${apex}.${namespace} update failed: no valid weights` };
  }
  const found = find(turn, apex);
  if (!found) {
    return {
      error: `RouteTable ${apex}.${namespace} query error: ${notFound("RouteTable", apex)}`,
    };
  }
  const refused = turn.cluster.update({ ...found, spec: specOf(turn.canary, routes) });
  if (!refused) return undefined;
  return { error: `RouteTable ${apex}.${namespace} update error: ${refused.message}` };
}

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "RouteTable", name: apex, namespace: turn.canary.namespace });

const planOf = planner(
  (canary: Canary): WantedAtApex => ({
    apiVersion: "gateway.solo.io/v1",
    kind: "RouteTable",
    name: namesOf(canary).apex,
    ...apexMetadata(canary),
    spec: specOf(canary, { primary: 100, canary: 0 }),
  }),
);

const isAsPlanned = settled(
  (found: JsonObject, plan: WantedAtApex) =>
    hasMetadata(found, plan) && same(found.spec, plan.spec, "weight"),
);

function upstreamsOf(canary: Canary) {
  const { apex, port } = canary.spec.service;
  const name = (which: string) => `${canary.namespace}-${apex}-${which}upstream-${port}`;
  return { primary: name("primary"), canary: name("canary") };
}

function specOf(
  canary: Canary,
  weights: { readonly primary: number; readonly canary: number },
): JsonObject {
  const upstreams = upstreamsOf(canary);
  const destination = (name: string, weight: number) => ({
    destination: { upstream: { name, namespace: canary.namespace } },
    ...(weight === 0 ? {} : { weight }),
  });
  const destinations = [
    destination(upstreams.primary, weights.primary),
    destination(upstreams.canary, weights.canary),
  ];
  const headers = headersAsked(canary).map(({ name, asked }) => matcherOf(name, asked));
  return {
    routes: [
      {
        ...(headers.length > 0 ? { matchers: [{ headers }] } : {}),
        routeAction: { multi: { destinations } },
        inheritablePathMatchers: true,
      },
    ],
  };
}

function matcherOf(name: string, asked: JsonObject): JsonObject {
  const regex = stringOf(asked.regex);
  if (regex) return { name, value: regex, regex: true };
  const exact = stringOf(asked.exact);
  return exact ? { name, value: exact } : { name };
}
