import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure, type Router, type Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { atoi } from "./atoi.ts";
import { nilMap, nilPointer } from "./failures.ts";
import { withMetadata } from "./metadata.ts";
import { namesOf } from "./names.ts";
import { ownersOf } from "./owner.ts";
import { same } from "./same.ts";
import { settled } from "./settled.ts";
import { type Annotations, annotationsOf, unmanaged } from "./toolkit.ts";

/**
 * A second Ingress next to that of the user, with the annotations of ingress-nginx for canaries.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/ingress.go
 */
export const nginx: Router = { reconcile, getRoutes, setRoutes, finalize: () => undefined };

function reconcile(turn: Turn): Failure | undefined {
  const { canary, cluster } = turn;
  const { namespace } = canary;
  const user = canary.spec.ingress?.name;
  if (!user) return { error: "ingress selector is empty" };
  const source = cluster.find({ kind: "Ingress", name: user, namespace });
  if (!source) return queryError(user, namespace);
  const plan = planOf(source, user, namesOf(canary).apex);
  if (isFailure(plan)) return plan;
  const name = `${user}-canary`;
  const found = cluster.find({ kind: "Ingress", name, namespace });
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? cluster.update({ ...found, spec: plan.spec })
    : cluster.create(newIngress(turn, name, source, plan));
  if (!refused) return undefined;
  const what = found ? "update" : "create";
  return { error: `ingress ${name}.${namespace} ${what} error: ${refused.message}` };
}

function getRoutes(turn: Turn): Routes | Failure {
  const found = canaryIngress(turn);
  if (isFailure(found)) return found;
  const annotations = annotationsOf(found);
  const key = keysOf(turn);
  const matches = (turn.canary.spec.analysis?.match.length ?? 0) > 0;
  if (matches && (Object.hasOwn(annotations, key.cookie) || Object.hasOwn(annotations, key.header)))
    return { primary: 0, canary: 100, mirrored: false };
  const text = annotations[key.weight] ?? "0";
  const weight = atoi(text);
  if (typeof weight === "string") return { error: `failed to convert ${text} to int: ${weight}` };
  return { primary: 100 - weight, canary: weight, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const found = canaryIngress(turn);
  if (isFailure(found)) return found;
  const key = keysOf(turn);
  const match = turn.canary.spec.analysis?.match ?? [];
  if (match.length === 0 && !isObject(field(found, "metadata", "annotations"))) return nilMap;
  const before = annotationsOf(found);
  const weighted =
    match.length > 0
      ? withMatch(before, match, key)
      : { ...before, [key.weight]: `${routes.canary}` };
  const annotations =
    routes.canary > 0 ? { ...weighted, [key.canary]: "true" } : ofNobody(weighted, key);
  const refused = turn.cluster.update(withMetadata(found, { annotations }));
  if (!refused) return undefined;
  const name = stringOf(field(found, "metadata", "name"));
  return { error: `ingress ${name}.${turn.canary.namespace} update error ${refused.message}` };
}

interface Plan {
  readonly apex: string;
  readonly spec: JsonObject;
}

const plans = new WeakMap<JsonObject, Plan>();

/** The user's spec with the canary Service in the place of the apex Service. */
function planOf(source: JsonObject, user: string, apex: string): Plan | Failure {
  const known = plans.get(source);
  if (known?.apex === apex) return known;
  const spec = field(source, "spec");
  const rules = listOf(field(spec, "rules"));
  if (rules.some((rule) => !isObject(field(rule, "http")))) return nilPointer;
  const replaced = rules.map((rule) => withCanary(rule as JsonObject, apex));
  if (replaced.every((rule, index) => rule === rules[index])) {
    return { error: `backend ${apex} not found in ingress ${user}` };
  }
  const plan = { apex, spec: { ...(isObject(spec) ? spec : {}), rules: replaced } };
  plans.set(source, plan);
  return plan;
}

/** The rule itself where none of its paths leads to the apex Service. */
function withCanary(rule: JsonObject, apex: string): JsonObject {
  const http = rule.http as JsonObject;
  const paths = listOf(http.paths);
  if (!paths.some((path) => serviceOf(path) === apex)) return rule;
  const replaced = paths.map((path) => {
    if (!isObject(path) || serviceOf(path) !== apex) return path;
    const backend = path.backend as JsonObject;
    const service = { ...(backend.service as JsonObject), name: `${apex}-canary` };
    return { ...path, backend: { ...backend, service } };
  });
  return { ...rule, http: { ...http, paths: replaced } };
}

const serviceOf = (path: Json): Json | undefined => field(path, "backend", "service", "name");

const isAsPlanned = settled((found: JsonObject, plan: Plan) => same(found.spec, plan.spec));

function newIngress(turn: Turn, name: string, source: JsonObject, plan: Plan): JsonObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name,
      namespace: turn.canary.namespace,
      ...labelsOf(source),
      annotations: ofNobody(annotationsOf(source), keysOf(turn)),
      ownerReferences: ownersOf(turn.canary),
    },
    spec: plan.spec,
  };
}

const labelsOf = (source: JsonObject): JsonObject => {
  const labels = field(source, "metadata", "labels");
  return labels === undefined ? {} : { labels };
};

function canaryIngress(turn: Turn): JsonObject | Failure {
  const { ingress } = turn.canary.spec;
  if (!ingress) return nilPointer;
  const { namespace } = turn.canary;
  const name = `${ingress.name}-canary`;
  return turn.cluster.find({ kind: "Ingress", name, namespace }) ?? queryError(name, namespace);
}

const queryError = (name: string, namespace: string): Failure => ({
  error: `ingress ${name}.${namespace} get query error: ${notFound("Ingress", name)}`,
});

interface Keys {
  readonly canary: string;
  readonly weight: string;
  readonly cookie: string;
  readonly header: string;
  readonly headerValue: string;
  readonly headerPattern: string;
}

function keysOf(turn: Turn): Keys {
  const canary = `${turn.flags.ingressAnnotationsPrefix}/canary`;
  return {
    canary,
    weight: `${canary}-weight`,
    cookie: `${canary}-by-cookie`,
    header: `${canary}-by-header`,
    headerValue: `${canary}-by-header-value`,
    headerPattern: `${canary}-by-header-pattern`,
  };
}

/** No request goes to the canary. */
function ofNobody(annotations: Annotations, key: Keys): Annotations {
  const kept = Object.entries(unmanaged(annotations)).filter(
    ([name]) =>
      !name.includes(key.canary) &&
      !name.includes("kubectl.kubernetes.io/last-applied-configuration"),
  );
  return { ...Object.fromEntries(kept), [key.canary]: "true", [key.weight]: "0" };
}

/** The last header and the last cookie count. */
function withMatch(annotations: Annotations, match: readonly JsonObject[], key: Keys): Annotations {
  // The source looks for the prefix in the values here, not in the keys.
  const kept = Object.entries(unmanaged(annotations)).filter(
    ([, value]) => !value.includes(key.canary),
  );
  const by = askedBy(match);
  return {
    ...Object.fromEntries(kept),
    [key.canary]: "true",
    ...(by.cookie ? { [key.cookie]: by.cookie } : {}),
    ...(by.header ? { [key.header]: by.header } : {}),
    ...(by.value ? { [key.headerValue]: by.value } : {}),
    ...(by.pattern ? { [key.headerPattern]: by.pattern } : {}),
  };
}

function askedBy(match: readonly JsonObject[]) {
  const by = { cookie: "", header: "", value: "", pattern: "" };
  for (const { headers } of match) {
    for (const [name, text] of Object.entries(isObject(headers) ? headers : {})) {
      const exact = stringOf(field(text, "exact"));
      if (name === "cookie") by.cookie = exact;
      else
        Object.assign(by, { header: name, value: exact, pattern: stringOf(field(text, "regex")) });
    }
  }
  return by;
}
