import { field, isObject, type Json, type JsonObject, listOf, numberOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { hasMetadata } from "./apexMetadata.ts";
import { appmeshV1beta2Plan, type RouterPlan } from "./appmeshV1beta2Plan.ts";
import { nilPointer, noFirst } from "./failures.ts";
import { namesOf } from "./names.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { ownedObject, put, upkeep, type Wanted, type WantedAtApex } from "./upkeep.ts";

/**
 * App Mesh: a VirtualNode each for primary and canary, a VirtualRouter and a VirtualService each for apex and canary;
 * the router of the apex holds the weights.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/appmesh_v1beta2.go
 */
export const appmeshV1beta2: Router = {
  reconcile,
  getRoutes,
  setRoutes,
  finalize: () => undefined,
};

function reconcile(turn: Turn): Failure | undefined {
  const plan = appmeshV1beta2Plan(turn.canary, turn.label.key);
  for (const node of plan.nodes) {
    const failure = reconcileNode(turn, node);
    if (failure) return { error: `reconcileVirtualNode failed: ${failure.error}` };
  }
  const apex = reconcileRouter(turn, plan.apex);
  if (apex) return apex.panics ? apex : { error: `reconcileVirtualService failed: ${apex.error}` };
  const canary = reconcileRouter(turn, plan.canary);
  if (!canary || canary.panics) return canary;
  return { error: `reconcileVirtualRouter failed: ${canary.error}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex, primary: own, canary: fresh } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(apex);
  const [route] = listOf(field(found, "spec", "routes"));
  if (route !== undefined && !isObject(field(route, "httpRoute"))) return nilPointer;
  const targets = listOf(field(route, "httpRoute", "action", "weightedTargets"));
  if (targets.length !== 2) return { error: `VirtualRouter routes ${apex} not found` };
  const weightOf = (node: string) =>
    numberOf(
      field(
        targets.findLast((it) => field(it, "virtualNodeRef", "name") === node),
        "weight",
      ),
    );
  const [primary, canary] = [weightOf(own), weightOf(fresh)];
  if (primary !== 0 || canary !== 0) return { primary, canary, mirrored: false };
  return { error: `VirtualRouter ${apex} does not contain routes for ${own} and ${fresh}` };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const names = namesOf(turn.canary);
  const found = find(turn, names.apex);
  if (!found) return missing(names.apex);
  const [route, ...others] = listOf(field(found, "spec", "routes"));
  if (route === undefined) return noFirst;
  if (!isObject(field(route, "httpRoute"))) return nilPointer;
  const target = (name: string, weight: number) => ({ virtualNodeRef: { name }, weight });
  const weightedTargets = [
    target(names.canary, routes.canary),
    target(names.primary, routes.primary),
  ];
  const first = withAction(route, { weightedTargets });
  const spec = { ...objectOr(found.spec), routes: [first, ...others] };
  const refused = turn.cluster.update({ ...found, spec });
  return refused && { error: `VirtualRouter ${names.apex} update error: ${refused.message}` };
}

const find = (turn: Turn, name: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "VirtualRouter", name, namespace: turn.canary.namespace });

const missing = (name: string): Failure => ({
  error: `VirtualRouter ${name} get query error: ${notFound("VirtualRouter", name)}`,
});

function reconcileNode(turn: Turn, plan: WantedAtApex): Failure | undefined {
  const { namespace } = turn.canary;
  const found = turn.cluster.find({ kind: plan.kind, name: plan.name, namespace });
  if (found && isNodeAsPlanned(found, plan)) return undefined;
  if (!found) {
    const refused = upkeep(turn, plan, isNodeAsPlanned);
    const name = `${plan.name}.${namespace}`;
    return refused && { error: `VirtualNode ${name} create error ${refused.message}` };
  }
  const spec = { ...plan.spec, ...namedByController(found) };
  const refused = turn.cluster.update(put(found, { ...plan, spec }));
  return refused && { error: `VirtualNode ${plan.name} update error ${refused.message}` };
}

const isNodeAsPlanned = settled(
  (found: JsonObject, plan: WantedAtApex) =>
    hasMetadata(found, plan) && same(specWithoutNames(found), plan.spec),
);

function reconcileRouter(turn: Turn, plan: RouterPlan): Failure | undefined {
  const { name } = plan.router;
  const found = find(turn, name);
  if (!found) return createBoth(turn, plan);
  if (isRouterAsPlanned(found, plan.router)) return undefined;
  const [before] = listOf(field(found, "spec", "routes"));
  if (before === undefined) return noFirst;
  const [first, ...others] = listOf(plan.router.spec.routes);
  const action = objectOr(field(before, "httpRoute", "action"));
  const spec = {
    ...plan.router.spec,
    routes: [withAction(first ?? {}, action), ...others],
    ...namedByController(found),
  };
  const refused = turn.cluster.update({ ...found, spec });
  return refused && { error: `VirtualRouter ${name} update error: ${refused.message}` };
}

/** The VirtualService is made only together with its router. */
function createBoth(turn: Turn, { router, service }: RouterPlan): Failure | undefined {
  for (const wanted of [router, service]) {
    const refused = turn.cluster.create(ownedObject(turn, wanted));
    if (refused) return { error: `${wanted.kind} ${wanted.name} create error ${refused.message}` };
  }
  return undefined;
}

const isRouterAsPlanned = settled((found: JsonObject, { spec }: Wanted) =>
  same(specWithoutNames(found), spec, "weightedTargets"),
);

/** Fields that App Mesh's own controller fills in. */
function namedByController(found: JsonObject): JsonObject {
  const { awsName, meshRef } = objectOr(found.spec);
  return {
    ...(awsName === undefined ? {} : { awsName }),
    ...(meshRef === undefined ? {} : { meshRef }),
  };
}

function specWithoutNames(found: JsonObject): JsonObject {
  const { awsName: _, meshRef: __, ...spec } = objectOr(found.spec);
  return spec;
}

const withAction = (route: Json, action: JsonObject): JsonObject => ({
  ...objectOr(route),
  httpRoute: { ...objectOr(field(route, "httpRoute")), action },
});

const objectOr = (it: Json | undefined): JsonObject => (isObject(it) ? it : {});
