import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure, Router, Routes } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { nilPointer } from "./failures.ts";
import { withMetadata } from "./metadata.ts";
import { annotationsOf } from "./toolkit.ts";

/**
 * No object of its own: the traffic of the Knative Service that is the target. What is read back is its status, which
 * the Knative controller has written.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/knative.go
 */
export const knative: Router = { reconcile, getRoutes, setRoutes, finalize };

const REVISION = "flagger.app/primary-revision";

/** What was written is told to a log that Flagger never gave to this router. */
const NO_LOG = nilPointer;

function reconcile(turn: Turn): Failure | undefined {
  const found = find(turn);
  if (!found) return missing(turn, "Knative Service");
  const annotations = annotationsOf(found);
  if (Object.hasOwn(annotations, REVISION)) return undefined;
  const revision = stringOf(field(found, "status", "latestCreatedRevisionName"));
  const change = { annotations: { ...annotations, [REVISION]: revision } };
  return update(turn, withMetadata(found, change), "update query error: ") ?? NO_LOG;
}

function getRoutes(turn: Turn): Routes | Failure {
  const found = find(turn);
  const { name, namespace } = idOf(turn);
  if (!found) return missing(turn, "service");
  const revision = annotationsOf(found)[REVISION];
  if (revision === undefined) return { error: `service ${name}.${namespace} annotation not found` };
  const traffic = listOf(field(found, "status", "traffic"));
  const latest = traffic.findIndex((it) => field(it, "latestRevision") !== false);
  // A target that does not say whether it is the latest is read through a nil pointer.
  if (latest >= 0 && field(traffic[latest], "latestRevision") !== true) return nilPointer;
  const own = traffic.findIndex((it) => stringOf(field(it, "revisionName")) === revision);
  const service = `Knative Service ${name}.${namespace}`;
  if (latest < 0 || own < 0) return { error: `${service} traffic spec invalid` };
  const [primary, canary] = [field(traffic[own], "percent"), field(traffic[latest], "percent")];
  if (typeof primary !== "number") return noPercent(service, "primary");
  if (typeof canary !== "number") return noPercent(service, "canary");
  return { primary, canary, mirrored: false };
}

function setRoutes(turn: Turn, routes: Routes): Failure | undefined {
  const found = find(turn);
  const { name, namespace } = idOf(turn);
  if (!found) return missing(turn, "Knative Service");
  const revision = annotationsOf(found)[REVISION];
  if (revision === undefined) {
    return { error: `Knative Service ${name}.${namespace} annotation not found` };
  }
  const traffic = [
    { latestRevision: true, percent: routes.canary },
    { ...(revision ? { revisionName: revision } : {}), percent: routes.primary },
  ];
  const changed = { ...found, spec: { ...objectOr(found.spec), traffic } };
  return update(turn, changed, "update query error ");
}

function finalize(turn: Turn): Failure | undefined {
  const found = find(turn);
  if (!found) return missing(turn, "Knative Service");
  const annotations = annotationsOf(found);
  if (!Object.hasOwn(annotations, REVISION)) return undefined;
  const { [REVISION]: _, ...rest } = annotations;
  const changed = withMetadata(found, { annotations: rest });
  return update(turn, changed, "update query error: ") ?? NO_LOG;
}

const noPercent = (service: string, which: string): Failure => ({
  error: `${service} ${which} revision traffic percent does not exist`,
});

const idOf = ({ canary }: Turn) => ({ name: canary.spec.target.name, namespace: canary.namespace });

const find = (turn: Turn): JsonObject | undefined =>
  turn.cluster.find({ kind: "Service", ...idOf(turn) });

function missing(turn: Turn, what: string): Failure {
  const { name, namespace } = idOf(turn);
  return {
    error: `${what} ${name}.${namespace} get query error: ${notFound("KnativeService", name)}`,
  };
}

function update(turn: Turn, object: JsonObject, text: string): Failure | undefined {
  const refused = turn.cluster.update(object);
  if (!refused) return undefined;
  const { name, namespace } = idOf(turn);
  return { error: `Knative Service ${name}.${namespace} ${text}${refused.message}` };
}

const objectOr = (it: Json | undefined): JsonObject => (isObject(it) ? it : {});
