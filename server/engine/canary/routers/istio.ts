import { field, isObject, type JsonObject, listOf, numberOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure, type Router, type Routes } from "../routing.ts";
import { stringsOf } from "../stringsOf.ts";
import type { Turn } from "../turn.ts";
import { hasLabels } from "./apexMetadata.ts";
import { goJson } from "./goJson.ts";
import { decoded, encoded } from "./goShape.ts";
import { istioComparable } from "./istioComparable.ts";
import { type DestinationRulePlan, type IstioPlan, istioPlan } from "./istioPlan.ts";
import { istioRoutes } from "./istioRoutes.ts";
import {
  DESTINATION_RULE_SPEC,
  VIRTUAL_SERVICE_FRAME,
  VIRTUAL_SERVICE_SPEC,
} from "./istioShapes.ts";
import { namesOf } from "./names.ts";
import { CONFIG, KUBECTL } from "./originalConfiguration.ts";
import { revertedSpec } from "./revertedSpec.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { type Annotations, annotationsOf, unmanaged } from "./toolkit.ts";
import { ownedObject, put, upkeep } from "./upkeep.ts";

/**
 * A VirtualService named after the apex Service, and a DestinationRule for each of primary and canary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/istio.go
 */
export const istio: Router = { reconcile, getRoutes, setRoutes, finalize };

function reconcile(turn: Turn): Failure | undefined {
  const plan = istioPlan(turn.canary);
  for (const rule of plan.destinationRules) {
    const refused = upkeep(turn, rule, isRuleAsPlanned);
    if (!refused) continue;
    const { verb, message } = refused;
    const name = `DestinationRule ${rule.name}.${turn.canary.namespace}`;
    return { error: `reconcileDestinationRule failed: ${name} ${verb} error: ${message}` };
  }
  const failure = reconcileVirtualService(turn, plan);
  return failure && { error: `reconcileVirtualService failed: ${failure.error}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const { apex, primary: own, canary: fresh } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(turn, apex);
  const { isTcp } = istioPlan(turn.canary).parts;
  const rules = listOf(field(found, "spec", isTcp ? "tcp" : "http"));
  const destinationsOf = (rule: unknown) =>
    listOf(field(rule as JsonObject, "route")).filter(isObject);
  const hostOf = (it: JsonObject) => field(it, "destination", "host");
  const rule = rules.findLast((it) => destinationsOf(it).some((to) => hostOf(to) === fresh));
  const affine = !isTcp && turn.canary.spec.analysis?.sessionAffinity !== undefined;
  const destinations = [
    ...destinationsOf(rule),
    ...(affine ? rules.flatMap(destinationsOf).filter((it) => it.headers !== undefined) : []),
  ];
  const weightOf = (name: string) =>
    numberOf(destinations.findLast((it) => hostOf(it) === name)?.weight);
  const [primary, canary] = [weightOf(own), weightOf(fresh)];
  if (primary === 0 && canary === 0) {
    const name = `VirtualService ${apex}.${turn.canary.namespace}`;
    return { error: `${name} does not contain routes for ${own} and ${fresh}` };
  }
  return { primary, canary, mirrored: !isTcp && Boolean(field(rule, "mirror", "host")) };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const found = find(turn, apex);
  if (!found) return missing(turn, apex);
  const { parts } = istioPlan(turn.canary);
  const rules = istioRoutes(turn, parts, routes);
  if (isFailure(rules)) return rules;
  const kept = parts.isTcp ? VIRTUAL_SERVICE_SPEC : VIRTUAL_SERVICE_FRAME;
  const before = encoded(kept, decoded(kept, found.spec)) as JsonObject | undefined;
  const spec = { ...before, ...rules };
  return update(turn, { ...found, spec }, apex, "update failed");
}

function finalize(turn: Turn): Failure | undefined {
  const { apex } = namesOf(turn.canary);
  const found = find(turn, apex);
  const name = `VirtualService ${apex}.${turn.canary.namespace}`;
  if (!found) return { error: `${name} get query error: ${notFound("VirtualService", apex)}` };
  const spec = revertedSpec(annotationsOf(found));
  if (spec === undefined) return undefined;
  if ("unreadable" in spec) {
    return { error: `${name} failed to unMarshal annotation ${spec.unreadable}` };
  }
  return update(turn, { ...found, spec: spec.spec }, apex, "update error");
}

const find = (turn: Turn, apex: string): JsonObject | undefined =>
  turn.cluster.find({ kind: "VirtualService", name: apex, namespace: turn.canary.namespace });

const missing = (turn: Turn, apex: string): Failure => ({
  error: `VirtualService ${apex}.${turn.canary.namespace} get query error ${notFound("VirtualService", apex)}`,
});

function update(turn: Turn, object: JsonObject, apex: string, text: string): Failure | undefined {
  const refused = turn.cluster.update(object);
  if (!refused) return undefined;
  return { error: `VirtualService ${apex}.${turn.canary.namespace} ${text}: ${refused.message}` };
}

const isRuleAsPlanned = settled((found: JsonObject, plan: DestinationRulePlan) =>
  same(decoded(DESTINATION_RULE_SPEC, found.spec), plan.held),
);

function reconcileVirtualService(turn: Turn, plan: IstioPlan): Failure | undefined {
  const { name } = plan;
  if (plan.refusal) {
    return { error: `VirtualService ${name}.${turn.canary.namespace} ${plan.refusal}` };
  }
  const found = find(turn, name);
  if (!found) {
    const refused = turn.cluster.create(ownedObject(turn, plan));
    if (!refused) return undefined;
    return {
      error: `VirtualService ${name}.${turn.canary.namespace} create error: ${refused.message}`,
    };
  }
  if (isAsPlanned(found, plan)) return undefined;
  const annotations = annotationsWanted(found, plan);
  return update(turn, put(found, { ...plan, annotations }), name, "update error");
}

const isAsPlanned = settled(
  (found: JsonObject, plan: IstioPlan) =>
    isSpecAsPlanned(found, plan) &&
    hasLabels(found, plan) &&
    same(keptAnnotations(found, plan), annotationsOf(found)),
);

const isSpecAsPlanned = (found: JsonObject, plan: IstioPlan): boolean =>
  same(istioComparable(heldSpec(found, plan), plan), istioComparable(plan.held, plan));

/** A delegate's hosts and gateways are taken for empty. */
function heldSpec(found: JsonObject, plan: IstioPlan): JsonObject {
  const held = decoded(VIRTUAL_SERVICE_SPEC, found.spec);
  return {
    ...(isObject(held) ? held : {}),
    ...(plan.isDelegate ? { hosts: [], gateways: [] } : {}),
  };
}

function keptAnnotations(found: JsonObject, plan: IstioPlan): Annotations {
  const known = stringsOf(field(found, "metadata", "annotations"));
  const kept = [KUBECTL, CONFIG].filter((key) => Object.hasOwn(known, key));
  return { ...plan.annotations, ...Object.fromEntries(kept.map((key) => [key, known[key] ?? ""])) };
}

/** What was there before is written down once for all, to be given back when the Canary goes. */
function annotationsWanted(found: JsonObject, plan: IstioPlan): Annotations {
  const annotations = keptAnnotations(found, plan);
  if (Object.hasOwn(annotations, KUBECTL) || isSpecAsPlanned(found, plan)) return annotations;
  const before = encoded(VIRTUAL_SERVICE_SPEC, heldSpec(found, plan));
  return { ...unmanaged(annotations), [CONFIG]: goJson(before) };
}
