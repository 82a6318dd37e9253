import { field, isObject, type JsonObject, listOf, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import type { Turn } from "../turn.ts";
import type { Target, Unready } from "./target.ts";

/**
 * A Knative Service as target: its revisions share the traffic.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/knative_controller.go
 */
export const knativeTarget: Target = {
  hasServices: false,
  metadata: () => NO_LABEL,
  initialize,
  isPrimaryReady: (run) => {
    const service = find(run);
    if (isFailure(service)) return { ...service, retriable: true };
    const revision = field(service, "metadata", "annotations", PRIMARY);
    if (typeof revision === "string") return ready(run, revision);
    const of = `Knative Service ${nameOf(run)}`;
    return { error: `${of} primary revision annotation not found`, retriable: true };
  },
  isCanaryReady: (run) => {
    const service = find(run);
    return isFailure(service) ? { ...service, retriable: true } : ready(run, latest(service));
  },
  promote: (run) => {
    const service = find(run);
    return isFailure(service) ? service : write(run, withPrimary(service, latest(service)));
  },
  token: (run) => {
    const service = find(run);
    return isFailure(service) ? service : latest(service);
  },
  hasConfigChanged: () => false,
  trackedConfigs: () => undefined,
  scaleToZero: () => undefined,
  scaleFromZero: () => undefined,
  finalize: () => undefined,
};

const NO_LABEL = { label: { key: "", value: "" }, ports: {} };

const PRIMARY = "flagger.app/primary-revision";

const nameOf = ({ canary }: Turn): string => `${canary.spec.target.name}.${canary.namespace}`;

function find(turn: Turn): JsonObject | Failure {
  const { name } = turn.canary.spec.target;
  const service = turn.cluster.find({ kind: "Service", name });
  if (stringOf(service?.apiVersion).startsWith("serving.knative.dev/")) return service ?? {};
  const missing = notFound("KnativeService", name);
  return { error: `Knative Service ${nameOf(turn)} get query error: ${missing}` };
}

const latest = (service: JsonObject): string =>
  stringOf(field(service, "status", "latestCreatedRevisionName"));

function initialize(run: Run): Unready | undefined {
  const { phase } = run.canary.status;
  if (phase !== "" && phase !== "Initializing") return undefined;
  const service = find(run);
  if (isFailure(service)) return { ...service, retriable: true };
  const revision = latest(service);
  const traffic = [
    { latestRevision: true, percent: 0 },
    { revisionName: revision, percent: 100 },
  ];
  const spec = isObject(service.spec) ? service.spec : {};
  const failure = write(run, withPrimary({ ...service, spec: { ...spec, traffic } }, revision));
  return failure && { ...failure, retriable: true };
}

function withPrimary(service: JsonObject, revision: string): JsonObject {
  const metadata = isObject(service.metadata) ? service.metadata : {};
  const annotations = isObject(metadata.annotations) ? metadata.annotations : {};
  return {
    ...service,
    metadata: { ...metadata, annotations: { ...annotations, [PRIMARY]: revision } },
  };
}

function write(run: Run, service: JsonObject): Failure | undefined {
  const refused = run.cluster.update(service);
  return (
    refused && { error: `Knative Service ${nameOf(run)} update query error ${refused.message}` }
  );
}

function ready(run: Run, name: string): Unready | undefined {
  const revision = run.cluster.find({ kind: "Revision", name });
  const of = `Knative Revision ${name}.${run.canary.namespace}`;
  if (!revision) {
    const missing = notFound("Revision", name);
    return { error: `${of} get query error: ${missing}`, retriable: true };
  }
  return isReady(revision) ? undefined : { error: `${of} is not ready`, retriable: true };
}

/** https://github.com/knative/serving/blob/v0.49.1/pkg/apis/serving/v1/revision_lifecycle.go */
function isReady({ metadata, status }: JsonObject): boolean {
  const isSeen = numberOf(field(status, "observedGeneration")) === field(metadata, "generation");
  const conditions = listOf(field(status, "conditions"));
  const condition = conditions.find((it) => field(it, "type") === "Ready");
  return isSeen && field(condition, "status") === "True";
}
