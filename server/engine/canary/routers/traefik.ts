import type { Canary } from "../canary.ts";
import { field, isObject, type JsonObject, listOf, numberOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { apexMetadata, hasMetadata } from "./apexMetadata.ts";
import { nilPointer } from "./failures.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { ownedObject, put, type WantedAtApex } from "./upkeep.ts";

/**
 * A TraefikService named after the apex Service, to be used by an IngressRoute of the user.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/traefik.go
 */
export const traefik: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

interface Plan {
  /** Without a canary in it, and with. */
  readonly alone: WantedAtApex;
  readonly split: WantedAtApex;
}

function reconcile(turn: Turn): Failure | undefined {
  const plan = planOf(turn.canary);
  const { name } = plan.alone;
  const found = find(turn, name);
  if (found && !isObject(field(found, "spec", "weighted"))) return nilPointer;
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? turn.cluster.update(put(found, wantedFor(found, plan)))
    : turn.cluster.create(ownedObject(turn, plan.alone));
  if (!refused) return undefined;
  const what = `${found ? "update" : "create"} error: ${refused.message}`;
  return { error: `TraefikService ${name}.${turn.canary.namespace} ${what}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex, primary } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(turn, apex);
  if (!isObject(field(found, "spec", "weighted"))) return nilPointer;
  const services = servicesOf(found);
  if (services.length === 0) {
    return { error: `TraefikService ${apex}.${turn.canary.namespace} services not found` };
  }
  const service = services.find((it) => field(it, "name") === primary);
  if (service === undefined) return { primary: 0, canary: 0, mirrored: false };
  const weight = numberOf(field(service, "weight"));
  return { primary: weight, canary: 100 - weight, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const { namespace } = turn.canary;
  if (routes.primary === 0 && routes.canary === 0) {
    return { error: `RoutingRule ${apex}.${namespace} update failed: no valid weights` };
  }
  const found = find(turn, apex);
  if (!found) return missing(turn, apex);
  if (!isObject(field(found, "spec", "weighted"))) return nilPointer;
  const spec = specOf(turn.canary, routes.primary, routes.canary);
  const refused = turn.cluster.update({ ...found, spec });
  if (!refused) return undefined;
  return { error: `TraefikService ${apex}.${namespace} update error: ${refused.message}` };
}

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "TraefikService", name: apex, namespace: turn.canary.namespace });

const missing = (turn: Turn, apex: string): Failure => ({
  error: `TraefikService ${apex}.${turn.canary.namespace} query error: ${notFound("TraefikService", apex)}`,
});

const planOf = planner((canary: Canary): Plan => {
  const metadata = apexMetadata(canary);
  const wanted = (spec: JsonObject): WantedAtApex => ({
    apiVersion: "traefik.io/v1alpha1",
    kind: "TraefikService",
    name: namesOf(canary).apex,
    ...metadata,
    spec,
  });
  return {
    alone: wanted(specOf(canary, 100, 0)),
    split: wanted(specOf(canary, 100, 100)),
  };
});

const isAsPlanned = settled(
  (found: JsonObject, plan: Plan) =>
    hasMetadata(found, plan.alone) && same(found.spec, wantedFor(found, plan).spec, "weight"),
);

/** Where there are two Services, the second is taken for the canary. */
const wantedFor = (found: JsonObject, plan: Plan): WantedAtApex =>
  servicesOf(found).length === 2 ? plan.split : plan.alone;

const servicesOf = (found: JsonObject) => listOf(field(found, "spec", "weighted", "services"));

function specOf(canary: Canary, primaryWeight: number, canaryWeight: number): JsonObject {
  const { primary, canary: fresh } = namesOf(canary);
  const service = (name: string, weight: number) => ({
    name,
    namespace: canary.namespace,
    port: canary.spec.service.port,
    ...(weight === 0 ? {} : { weight }),
  });
  const services = [service(primary, primaryWeight)];
  if (canaryWeight > 0) services.push(service(fresh, canaryWeight));
  return { weighted: { services } };
}
