import type { Canary } from "../canary.ts";
import { field, isObject, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { apexMetadata, hasMetadata } from "./apexMetadata.ts";
import { nilPointer } from "./failures.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { put, type WantedAtApex } from "./upkeep.ts";

/**
 * A TrafficRoute named after the apex Service. It has no namespace, so it does not belong to the Canary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kuma.go
 */
export const kuma: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

interface Plan extends WantedAtApex {
  readonly mesh: string;
}

function reconcile(turn: Turn): Failure | undefined {
  const plan = planOf(turn.canary);
  const found = find(turn, plan.name);
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? turn.cluster.update(put(found, plan))
    : turn.cluster.create(newRoute(plan));
  if (!refused) return undefined;
  const what = `${found ? "update" : "create"} error: ${refused.message}`;
  return { error: `TrafficRoute ${plan.name} ${what}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const names = namesOf(turn.canary);
  const found = find(turn, names.apex);
  if (!found) return missing(names.apex);
  if (!isObject(field(found, "spec", "conf"))) return nilPointer;
  let primary = 0;
  let canary = 0;
  for (const split of listOf(field(found, "spec", "conf", "split"))) {
    const service = stringOf(field(split, "destination", "kuma.io/service"));
    if (service.split("_")[0] !== names.primary) continue;
    primary = numberOf(field(split, "weight"));
    canary = 100 - primary;
  }
  if (primary !== 0 || canary !== 0) return { primary, canary, mirrored: false };
  return {
    error: `TrafficRoute ${names.apex} does not contain routes for ${names.primary} and ${names.canary}`,
  };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(apex);
  const spec = { ...(isObject(found.spec) ? found.spec : {}), conf: confOf(turn.canary, routes) };
  const refused = turn.cluster.update({ ...found, spec });
  return refused && { error: `TrafficRoute ${apex} update error ${refused.message}` };
}

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "TrafficRoute", name: apex, namespace: "" });

const missing = (apex: string): Failure => ({
  error: `TrafficRoute ${apex} get query error ${notFound("TrafficRoute", apex)}`,
});

const planOf = planner((canary: Canary): Plan => {
  const { apex } = namesOf(canary);
  return {
    apiVersion: "kuma.io/v1alpha1",
    kind: "TrafficRoute",
    name: apex,
    ...apexMetadata(canary),
    mesh: canary.annotations["kuma.io/mesh"] ?? "default",
    spec: {
      sources: [{ match: { "kuma.io/service": "*" } }],
      destinations: [{ match: { "kuma.io/service": kumaService(canary, apex) } }],
      conf: confOf(canary, { primary: 100, canary: 0 }),
    },
  };
});

const isAsPlanned = settled(
  (found: JsonObject, plan: Plan) =>
    hasMetadata(found, plan) && same(found.spec, plan.spec, "weight"),
);

function newRoute(plan: Plan): JsonObject {
  const { apiVersion, kind, name, labels, annotations, mesh, spec } = plan;
  const hasLabels = Object.keys(labels).length > 0;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(hasLabels ? { labels } : {}), annotations },
    mesh,
    spec,
  };
}

function confOf(
  canary: Canary,
  weights: { readonly primary: number; readonly canary: number },
): JsonObject {
  const names = namesOf(canary);
  const split = (name: string, weight: number) => ({
    weight,
    destination: { "kuma.io/service": kumaService(canary, name) },
  });
  return { split: [split(names.primary, weights.primary), split(names.canary, weights.canary)] };
}

const kumaService = (canary: Canary, name: string): string =>
  `${name}_${canary.namespace}_svc_${canary.spec.service.port}`;
