import type { Canary } from "../canary.ts";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../json.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { apexMetadata, hasLabels } from "./apexMetadata.ts";
import { type AppmeshParts, appmeshParts } from "./appmeshParts.ts";
import { nilPointer, noFirst } from "./failures.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { routePrefix } from "./routePrefix.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { annotationsOf } from "./toolkit.ts";
import { ownedObject, put, upkeep, type Wanted, type WantedAtApex } from "./upkeep.ts";

/**
 * App Mesh in its first version: a VirtualNode each for apex, primary and canary, a VirtualService each for apex and
 * canary; the first holds the weights.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/appmesh.go
 */
export const appmesh: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

function reconcile(turn: Turn): Failure | undefined {
  if (!meshOf(turn.canary)) return { error: "mesh name cannot be empty" };
  const plan = planOf(turn.canary);
  for (const node of plan.nodes) {
    const failure = reconcileNode(turn, node);
    if (failure) return { error: `reconcileVirtualNode failed: ${failure.error}` };
  }
  for (const service of plan.services) {
    const failure = reconcileService(turn, service);
    if (failure?.panics) return failure;
    if (failure) return { error: `reconcileVirtualService failed: ${failure.error}` };
  }
  return undefined;
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex, primary: own, canary: fresh } = namesOf(turn.canary);
  const name = `${apex}.${turn.canary.namespace}`;
  const found = find(turn, name);
  if (!found) return missing(name);
  const [route] = listOf(field(found, "spec", "routes"));
  const targets = listOf(field(route, "http", "action", "weightedTargets"));
  if (route !== undefined && !isObject(field(route, "http"))) return nilPointer;
  if (targets.length !== 2) return { error: `VirtualService routes ${name} not found` };
  const weightOf = (node: string) =>
    numberOf(
      field(
        targets.findLast((it) => field(it, "virtualNodeName") === node),
        "weight",
      ),
    );
  const [primary, canary] = [weightOf(own), weightOf(fresh)];
  if (primary !== 0 || canary !== 0) return { primary, canary, mirrored: false };
  return { error: `VirtualService ${name} does not contain routes for ${own} and ${fresh}` };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const names = namesOf(turn.canary);
  const name = `${names.apex}.${turn.canary.namespace}`;
  const found = find(turn, name);
  if (!found) return missing(name);
  const [route, ...others] = listOf(field(found, "spec", "routes"));
  if (route === undefined) return noFirst;
  if (!isObject(field(route, "http"))) return nilPointer;
  const action = actionOf([
    [names.canary, routes.canary],
    [names.primary, routes.primary],
  ]);
  const spec = { ...objectOr(found.spec), routes: [withAction(route, action), ...others] };
  const refused = turn.cluster.update({ ...found, spec });
  return refused && { error: `VirtualService ${name} update error: ${refused.message}` };
}

const find = (turn: Turn, name: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "VirtualService", name, namespace: turn.canary.namespace });

const missing = (name: string): Failure => ({
  error: `VirtualService ${name} get query error: virtualservices.appmesh.k8s.aws "${name}" not found`,
});

interface Plan {
  readonly nodes: readonly WantedAtApex[];
  readonly services: readonly Wanted[];
}

const API = "appmesh.k8s.aws/v1beta1";

const planOf = planner((canary: Canary): Plan => {
  const { apex, primary, canary: fresh } = namesOf(canary);
  const { namespace } = canary;
  const parts = appmeshParts(canary);
  const primaryHost = `${primary}.${namespace}`;
  const freshHost = `${fresh}.${namespace}`;
  return {
    nodes: [
      nodeOf(canary, parts, apex, primaryHost),
      nodeOf(canary, parts, primary, primaryHost),
      nodeOf(canary, parts, fresh, freshHost),
    ],
    services: [
      {
        ...serviceOf(canary, parts, `${apex}.${namespace}`, 0),
        annotations: parts.gatewayAnnotations,
      },
      serviceOf(canary, parts, freshHost, 100),
    ],
  };
});

function reconcileNode(turn: Turn, plan: WantedAtApex): Failure | undefined {
  const refused = upkeep(turn, plan, isNodeAsPlanned);
  if (!refused) return undefined;
  const { verb, message } = refused;
  const name = verb === "create" ? `${plan.name}.${turn.canary.namespace}` : plan.name;
  return { error: `VirtualNode ${name} ${verb} error ${message}` };
}

/** The source compares the annotations with the labels that it wants, so a node is hardly ever as planned. */
const isNodeAsPlanned = settled(
  (found: JsonObject, plan: WantedAtApex) =>
    hasLabels(found, plan) &&
    same(annotationsOf(found), plan.labels) &&
    same(found.spec, plan.spec),
);

function reconcileService(turn: Turn, plan: Wanted): Failure | undefined {
  const { name } = plan;
  const found = find(turn, name);
  if (found && isServiceAsPlanned(found, plan)) return undefined;
  if (!found) {
    const refused = turn.cluster.create(ownedObject(turn, plan));
    return refused && { error: `VirtualService ${name} create error ${refused.message}` };
  }
  const [before] = listOf(field(found, "spec", "routes"));
  if (before === undefined) return noFirst;
  const [first, ...others] = listOf(plan.spec.routes);
  const action = objectOr(field(before, "http", "action"));
  const spec = { ...plan.spec, routes: [withAction(first ?? {}, action), ...others] };
  const { annotations = {} } = plan;
  const { apiVersion, kind } = plan;
  const wanted = { apiVersion, kind, name, spec };
  const isExposed = Object.keys(annotations).length > 0;
  const refused = turn.cluster.update(put(found, isExposed ? { ...wanted, annotations } : wanted));
  return refused && { error: `VirtualService ${name} update error: ${refused.message}` };
}

const isServiceAsPlanned = settled((found: JsonObject, { spec }: Wanted) =>
  same(found.spec, spec, "weightedTargets"),
);

function nodeOf(canary: Canary, parts: AppmeshParts, name: string, host: string): WantedAtApex {
  const { port, object } = canary.spec.service;
  const backends = listOf(object.backends).map((it) => ({
    virtualService: { virtualServiceName: stringOf(it) },
  }));
  return {
    apiVersion: API,
    kind: "VirtualNode",
    name,
    ...apexMetadata(canary),
    spec: {
      meshName: meshOf(canary),
      listeners: [{ portMapping: { port, protocol: parts.protocol } }],
      serviceDiscovery: { dns: { hostName: host } },
      ...(backends.length > 0 ? { backends } : {}),
      ...parts.logging,
    },
  };
}

function serviceOf(canary: Canary, parts: AppmeshParts, name: string, weight: number): Wanted {
  const names = namesOf(canary);
  const router = weight > 0 ? names.canary : names.apex;
  const { port } = canary.spec.service;
  return {
    apiVersion: API,
    kind: "VirtualService",
    name,
    spec: {
      meshName: meshOf(canary),
      virtualRouter: {
        name: router,
        listeners: [{ portMapping: { port, protocol: parts.protocol } }],
      },
      routes: routesOf(canary, parts, router, weight),
    },
  };
}

function routesOf(
  canary: Canary,
  parts: AppmeshParts,
  router: string,
  weight: number,
): readonly JsonObject[] {
  const { apex, primary, canary: fresh } = namesOf(canary);
  const split = actionOf([
    [fresh, weight],
    [primary, 100 - weight],
  ]);
  const prefix = routePrefix(canary);
  const http = (match: JsonObject, action: JsonObject) => ({
    http: { match, action, ...retryPolicyOf(parts) },
  });
  if (!parts.hasMatch || weight > 0) return [{ name: router, ...http({ prefix }, split) }];
  return [
    { name: `${apex}-a`, ...http({ prefix, ...parts.headers }, split), priority: 10 },
    { name: `${apex}-b`, ...http({ prefix }, actionOf([[primary, 100]])), priority: 20 },
  ];
}

const actionOf = (targets: readonly (readonly [node: string, weight: number])[]): JsonObject => ({
  weightedTargets: targets.map(([virtualNodeName, weight]) => ({ virtualNodeName, weight })),
});

function retryPolicyOf({ retries }: AppmeshParts): JsonObject {
  if (!retries) return {};
  return {
    retryPolicy: {
      perRetryTimeoutMillis: retries.milliseconds,
      maxRetries: retries.attempts,
      httpRetryEvents: retries.events,
    },
  };
}

const withAction = (route: Json, action: JsonObject): JsonObject => ({
  ...objectOr(route),
  http: { ...objectOr(field(route, "http")), action },
});

const meshOf = (canary: Canary): string => stringOf(canary.spec.service.object.meshName);

const objectOr = (it: Json | undefined): JsonObject => (isObject(it) ? it : {});
