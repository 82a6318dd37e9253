import { field, isObject, type JsonObject, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { prefixed } from "../prefixed.ts";
import { ownersOf } from "../routers/owner.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import { tokenOf } from "../tokenOf.ts";
import type { Turn } from "../turn.ts";
import { included } from "./primaryMetadata.ts";
import type { Target, Unready } from "./target.ts";

/**
 * A Service as target: the copies lead to where the original did; no workload is touched.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/service_controller.go
 */
export const serviceTarget: Target = {
  hasServices: false,
  metadata: () => NO_LABEL,
  initialize,
  isPrimaryReady: () => undefined,
  isCanaryReady: () => undefined,
  promote,
  token: (run) => {
    const target = find(run);
    if (isFailure(target)) return target;
    return isObject(target.spec) ? tokenOf(target.spec) : "-";
  },
  hasConfigChanged: () => false,
  trackedConfigs: () => undefined,
  scaleToZero: () => undefined,
  scaleFromZero: () => undefined,
  finalize: () => undefined,
};

const NO_LABEL = { label: { key: "", value: "" }, ports: {} };

function find(turn: Turn, suffix = ""): JsonObject | Failure {
  const name = `${turn.canary.spec.target.name}${suffix}`;
  const service = turn.cluster.find({ kind: "Service", name });
  if (service) return service;
  const of = `service ${name}.${turn.canary.namespace}`;
  return { error: `${of} get query error: ${notFound("Service", name)}` };
}

function initialize(run: Run): Unready | undefined {
  const { namespace, spec } = run.canary;
  const { name } = spec.target;
  const target = find(run);
  if (isFailure(target)) {
    // The source names the primary here.
    const of = `service ${name}-primary.${namespace}`;
    return { error: `${of} get query error: ${notFound("Service", name)}`, retriable: true };
  }
  const canary = reconcileCanary(run, target);
  if (canary) return { ...prefixed("reconcileCanaryService failed", canary), retriable: true };
  const isThere = run.cluster.find({ kind: "Service", name: `${name}-primary` }) !== undefined;
  const primary = isThere ? undefined : create(run, target, `${name}-primary`);
  return primary && { ...prefixed("reconcilePrimaryService failed", primary), retriable: true };
}

/** The canary's Service is written anew each tick. */
function reconcileCanary(run: Run, target: JsonObject): Failure | undefined {
  const name = `${run.canary.spec.target.name}-canary`;
  const there = run.cluster.find({ kind: "Service", name });
  if (!there) return create(run, target, name);
  const copy = copied(run, target, name);
  const address =
    field(copy, "spec", "type") === "ClusterIP" ? field(there, "spec", "clusterIP") : undefined;
  const spec = isObject(copy.spec) ? copy.spec : {};
  const refused = run.cluster.update(
    address === undefined ? copy : { ...copy, spec: { ...spec, clusterIP: address } },
  );
  const of = `service ${name}.${run.canary.namespace}`;
  return refused && { error: `updating ${of} failed: ${refused.message}` };
}

/** The address is left to the cluster, but not the list of addresses, so a Service that has one cannot be copied. */
function create(run: Run, target: JsonObject, name: string): Failure | undefined {
  const copy = copied(run, target, name);
  const spec = isObject(copy.spec) ? copy.spec : {};
  const { clusterIP: _, ...withoutAddress } = spec;
  const refused = run.cluster.create(
    spec.type === "ClusterIP" ? { ...copy, spec: withoutAddress } : copy,
  );
  if (!refused) return undefined;
  const { name: canary, namespace } = run.canary;
  return { error: `creating service ${canary}.${namespace} query error: ${refused.message}` };
}

function copied(run: Run, target: JsonObject, name: string): JsonObject {
  const metadata = isObject(target.metadata) ? target.metadata : {};
  const { [LAST_APPLIED]: _, ...annotations } = stringsOf(metadata.annotations);
  const distribution = stringOf(run.canary.spec.service.object.trafficDistribution);
  const spec = isObject(target.spec) ? target.spec : {};
  return {
    ...target,
    metadata: {
      ...metadata,
      name,
      namespace: run.canary.namespace,
      annotations,
      ownerReferences: ownersOf(run.canary),
    },
    spec: distribution === "" ? spec : { ...spec, trafficDistribution: distribution },
  };
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function promote(run: Run): Failure | undefined {
  const failure = update(run);
  if (!failure) return undefined;
  const of = `service ${run.canary.spec.target.name}-primary.${run.canary.namespace}`;
  return prefixed(`updating ${of} spec failed`, failure);
}

function update(run: Run): Failure | undefined {
  const target = find(run);
  if (isFailure(target)) return target;
  const primary = find(run, "-primary");
  if (isFailure(primary)) return primary;
  const { includeLabelPrefix } = run.flags;
  const metadata = isObject(target.metadata) ? target.metadata : {};
  const spec = isObject(target.spec) ? target.spec : {};
  const refused = run.cluster.update({
    ...target,
    metadata: {
      ...metadata,
      name: field(primary, "metadata", "name"),
      annotations: included(stringsOf(metadata.annotations), includeLabelPrefix),
      labels: included(stringsOf(metadata.labels), includeLabelPrefix),
    },
    spec:
      spec.type === "ClusterIP"
        ? { ...spec, clusterIP: field(primary, "spec", "clusterIP") }
        : spec,
  });
  return refused && { error: refused.message };
}
