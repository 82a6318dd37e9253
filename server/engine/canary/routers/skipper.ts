import { field, isObject, type Json, type JsonObject, listOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure, type Router, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { nilMap, nilPointer } from "./failures.ts";
import { withMetadata } from "./metadata.ts";
import { namesOf } from "./names.ts";
import { ownersOf } from "./owner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { type Annotations, annotationsOf, unmanaged } from "./toolkit.ts";
import { weightsFrom } from "./weightsFrom.ts";

/**
 * A second Ingress next to that of the user, with the annotations of Skipper for weights.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/skipper.go
 */
export const skipper: Router = { reconcile, getRoutes, setRoutes, finalize };

const PREDICATE = "zalando.org/skipper-predicate";
const WEIGHTS = "zalando.org/backend-weights";

function reconcile(turn: Turn): Failure | undefined {
  const { canary, cluster } = turn;
  const { namespace } = canary;
  const user = canary.spec.ingress?.name;
  if (!user) return { error: "ingress selector is empty" };
  const source = cluster.find({ kind: "Ingress", name: user, namespace });
  if (!source) {
    return {
      error: `apexIngress ${user}.${namespace} get query error: ${notFound("Ingress", user)}`,
    };
  }
  const plan = planOf(source, namesOf(canary).apex);
  if (isFailure(plan)) return plan;
  const name = `${user}-canary`;
  const found = cluster.find({ kind: "Ingress", name, namespace });
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? cluster.update({
        ...withMetadata(found, { annotations: unmanaged(plan.annotations) }),
        spec: plan.spec,
      })
    : cluster.create(newIngress(turn, name, source, plan));
  if (!refused) return undefined;
  const what = found ? "update" : "create";
  return { error: `ingress ${name}.${namespace} ${what} error: ${refused.message}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const found = canaryIngress(turn);
  if (isFailure(found)) return found;
  const names = namesOf(turn.canary);
  const ingress = `ingress ${turn.canary.spec.ingress?.name}-canary.${turn.canary.namespace}`;
  const text = annotationsOf(found)[WEIGHTS];
  const weights =
    text === undefined
      ? { error: `Annotation.Skipper Canary Ingress "${WEIGHTS}" not found` }
      : weightsFrom(text);
  if ("error" in weights) return { error: `${ingress} get backendWeights error: ${weights.error}` };
  const primary = weights.byName.get(names.primary);
  const canary = weights.byName.get(names.canary);
  if (primary === undefined) return { error: `${ingress} could not get weights[primarySvcName]` };
  if (canary === undefined) return { error: `${ingress} could not get weights[canarySvcName]` };
  return { primary, canary, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const found = canaryIngress(turn);
  if (isFailure(found)) return found;
  if (!isObject(field(found, "metadata", "annotations"))) return nilMap;
  const { apex } = namesOf(turn.canary);
  const weighted = withWeights(annotationsOf(found), apex, routes.primary, routes.canary);
  const annotations =
    routes.canary === 0
      ? { ...weighted, [PREDICATE]: withPredicate(weighted[PREDICATE] ?? "", DISABLED) }
      : weighted;
  const refused = turn.cluster.update(withMetadata(found, { annotations }));
  if (!refused) return undefined;
  const { ingress } = turn.canary.spec;
  return {
    error: `ingress ${ingress?.name}-canary.${turn.canary.namespace} update error ${refused.message}`,
  };
}

function finalize(turn: Turn): Failure | undefined {
  const found = canaryIngress(turn);
  const { namespace } = turn.canary;
  const name = `${turn.canary.spec.ingress?.name ?? ""}-canary`;
  if (!isFailure(found)) {
    turn.cluster.remove({ kind: "Ingress", name, namespace });
    return undefined;
  }
  if (found.panics) return found;
  const why = notFound("Ingress", name);
  return { error: `ingress ${name}.${namespace} unable to remove canary ingress: ${why}` };
}

function canaryIngress(turn: Turn): JsonObject | Failure {
  const { ingress } = turn.canary.spec;
  if (!ingress) return nilPointer;
  const { namespace } = turn.canary;
  const name = `${ingress.name}-canary`;
  return (
    turn.cluster.find({ kind: "Ingress", name, namespace }) ?? {
      error: `ingress ${name}.${namespace} get query error: ${notFound("Ingress", name)}`,
    }
  );
}

interface Plan {
  readonly apex: string;
  readonly annotations: Annotations;
  readonly spec: JsonObject;
}

const plans = new WeakMap<JsonObject, Plan>();

function planOf(source: JsonObject, apex: string): Plan | Failure {
  const known = plans.get(source);
  if (known?.apex === apex) return known;
  const spec = field(source, "spec");
  const rules = listOf(field(spec, "rules"));
  if (rules.some((rule) => !isObject(field(rule, "http")))) return nilPointer;
  if (!isObject(field(source, "metadata", "annotations"))) return nilMap;
  const plan = {
    apex,
    annotations: withWeights(annotationsOf(source), apex, 100, 0),
    spec: {
      ...(isObject(spec) ? spec : {}),
      ...(rules.length > 0
        ? { rules: rules.map((rule) => withBoth(rule as JsonObject, apex)) }
        : {}),
    },
  };
  plans.set(source, plan);
  return plan;
}

/** Paths to the apex Service lead to the primary; for each, one to the canary comes after all others. */
function withBoth(rule: JsonObject, apex: string): JsonObject {
  const http = rule.http as JsonObject;
  const paths = listOf(http.paths);
  const own = paths.filter((path) => field(path, "backend", "service", "name") === apex);
  const kept = paths.map((path) => (own.includes(path) ? leadTo(path, `${apex}-primary`) : path));
  const added = own.map((path) => leadTo(path, `${apex}-canary`));
  return { ...rule, http: { ...http, paths: [...kept, ...added] } };
}

function leadTo(path: Json, name: string): JsonObject {
  const backend = field(path, "backend") as JsonObject;
  const service = { ...(backend.service as JsonObject), name };
  return { ...(path as JsonObject), backend: { ...backend, service } };
}

const isAsPlanned = settled((found: JsonObject, plan: Plan) => same(found.spec, plan.spec));

function newIngress(turn: Turn, name: string, source: JsonObject, plan: Plan): JsonObject {
  const labels = field(source, "metadata", "labels");
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name,
      namespace: turn.canary.namespace,
      ...(labels === undefined ? {} : { labels }),
      annotations: plan.annotations,
      ownerReferences: ownersOf(turn.canary),
    },
    spec: plan.spec,
  };
}

function withWeights(
  annotations: Annotations,
  apex: string,
  primary: number,
  canary: number,
): Annotations {
  return {
    ...annotations,
    [WEIGHTS]: JSON.stringify({ [`${apex}-canary`]: canary, [`${apex}-primary`]: primary }),
    [PREDICATE]: withPredicate(annotations[PREDICATE] ?? "", WEIGHTED),
  };
}

const WEIGHTED = "Weight(100)";
const DISABLED = "False()";

/** Puts a predicate first and takes away those of this kind that were there. */
function withPredicate(predicates: string, first: string): string {
  const others = predicates
    .split("&&")
    .map((it) => it.trim())
    .filter((it) => it !== "" && it !== WEIGHTED && it !== DISABLED);
  return [first, ...others].join(" && ");
}
