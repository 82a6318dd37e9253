import type { Canary } from "../canary.ts";
import { field, type Json, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { type Names, namesOf } from "./names.ts";
import { ownersOf } from "./owner.ts";
import { planner } from "./planner.ts";
import { quantity, quantityText } from "./quantity.ts";
import { settled } from "./settled.ts";

export type SmiVersion = "v1alpha1" | "v1alpha2" | "v1alpha3";

/**
 * A TrafficSplit named after the apex Service, also for Linkerd and OSM.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/smi.go
 */
export const smi = (version: SmiVersion): Router => ({
  reconcile: (turn) => reconcile(turn, version),
  getRoutes,
  setRoutes: (turn, routes) => setRoutes(turn, routes, version),
  finalize: () => undefined,
});

interface Plan {
  readonly names: Names;
  /** The apex Service, or the first host. */
  readonly service: string;
}

const planOf = planner((canary: Canary): Plan => {
  const names = namesOf(canary);
  return { names, service: canary.spec.service.hosts[0] ?? names.apex };
});

function reconcile(turn: Turn, version: SmiVersion): Failure | undefined {
  const plan = planOf(turn.canary);
  const { apex } = plan.names;
  const found = find(turn, apex);
  if (found && isAsPlanned(found, plan)) return undefined;
  const spec = {
    service: plan.service,
    backends: backends(plan.names, { primary: 100, canary: 0 }, version),
  };
  const refused = found
    ? turn.cluster.update({ ...found, spec })
    : turn.cluster.create({ ...emptySplit(turn, apex, version), spec });
  if (!refused) return undefined;
  const what = found ? "update" : "create";
  return {
    error: `TrafficSplit ${apex}.${turn.canary.namespace} ${what} error: ${refused.message}`,
  };
}

function getRoutes(turn: Turn): Routes | Failure {
  const names = namesOf(turn.canary);
  const found = find(turn, names.apex);
  if (!found) return missing(turn, names.apex);
  let primary = 0;
  let canary = 0;
  for (const backend of listOf(field(found, "spec", "backends"))) {
    const service = field(backend, "service");
    if (service === names.primary) primary = weightOf(backend);
    if (service === names.canary) canary = weightOf(backend);
  }
  if (primary !== 0 || canary !== 0) return { primary, canary, mirrored: false };
  return {
    error: `TrafficSplit ${names.apex}.${turn.canary.namespace} does not contain routes for ${names.primary} and ${names.canary}`,
  };
}

function setRoutes(turn: Turn, routes: Routes, version: SmiVersion): Failure | undefined {
  const names = namesOf(turn.canary);
  const found = find(turn, names.apex);
  if (!found) return missing(turn, names.apex);
  const spec = {
    service: field(found, "spec", "service"),
    backends: backends(names, routes, version),
  };
  const refused = turn.cluster.update({ ...found, spec });
  if (!refused) return undefined;
  return {
    error: `TrafficSplit ${names.apex}.${turn.canary.namespace} update error ${refused.message}`,
  };
}

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "TrafficSplit", name: apex, namespace: turn.canary.namespace });

const missing = (turn: Turn, apex: string): Failure => ({
  error: `TrafficSplit ${apex}.${turn.canary.namespace} get query error ${notFound("TrafficSplit", apex)}`,
});

/** Everything but the weights. */
const isAsPlanned = settled((found: JsonObject, plan: Plan): boolean => {
  const [first, second, ...rest] = listOf(field(found, "spec", "backends"));
  return (
    stringOf(field(found, "spec", "service")) === plan.service &&
    stringOf(field(first, "service")) === plan.names.canary &&
    stringOf(field(second, "service")) === plan.names.primary &&
    rest.length === 0
  );
});

/** Only v1alpha1 has weights as quantities. */
function backends(
  names: Names,
  weights: { readonly primary: number; readonly canary: number },
  version: SmiVersion,
): readonly JsonObject[] {
  const written = (weight: number) => (version === "v1alpha1" ? quantityText(weight) : weight);
  return [
    { service: names.canary, weight: written(weights.canary) },
    { service: names.primary, weight: written(weights.primary) },
  ];
}

function weightOf(backend: Json): number {
  const weight = field(backend, "weight");
  return typeof weight === "string" ? quantity(weight) : numberOf(weight);
}

function emptySplit(turn: Turn, apex: string, version: SmiVersion): JsonObject {
  const { canary, provider } = turn;
  const gateways = listOf(field(canary.spec.service.object, "gateways"));
  const forIstio = provider === `smi:${version}:istio` && gateways.length > 0;
  return {
    apiVersion: `split.smi-spec.io/${version}`,
    kind: "TrafficSplit",
    metadata: {
      name: apex,
      namespace: canary.namespace,
      ...(forIstio ? { annotations: { [GATEWAYS]: JSON.stringify(gateways) } } : {}),
      ownerReferences: ownersOf(canary),
    },
  };
}

const GATEWAYS = "VirtualService.v1alpha3.networking.istio.io/spec.gateways";
