import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { ownersOf } from "../routers/owner.ts";
import { same } from "../routers/same.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import { included, withoutFlux } from "./primaryMetadata.ts";
import { NO_SCALER, type Scaler } from "./scaler.ts";

/**
 * A ScaledObject of KEDA. That of the target is paused while the target is at zero.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/scaled_object_reconciler.go
 */
export const scaledObject: Scaler = {
  reconcilePrimary,
  pauseTarget: (run) => annotate(run, (annotations) => ({ ...annotations, [PAUSED]: "0" })),
  resumeTarget: (run) => annotate(run, ({ [PAUSED]: _, ...others }) => others),
};

const PAUSED = "autoscaling.keda.sh/paused-replicas";
const KIND = "ScaledObject";

function find(run: Run): JsonObject | Failure {
  const name = run.canary.spec.autoscaler?.name ?? "";
  const object = run.cluster.find({ kind: KIND, name });
  if (object) return object;
  const of = `Keda ScaledObject ${name}.${run.canary.namespace}`;
  return { error: `${of} get query error: ${notFound(KIND, name)}`, why: NO_SCALER };
}

function annotate(
  run: Run,
  change: (annotations: Readonly<Record<string, string>>) => JsonObject,
): Failure | undefined {
  const object = find(run);
  if (isFailure(object)) return object;
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const annotations = change(stringsOf(metadata.annotations));
  const refused = run.cluster.update({ ...object, metadata: { ...metadata, annotations } });
  return refused && { error: refused.message };
}

function reconcilePrimary(run: Run, update: boolean): Failure | undefined {
  const original = find(run);
  if (isFailure(original)) return original;
  const { namespace } = run.canary;
  const name = `${run.canary.spec.autoscaler?.name}-primary`;
  const primary = run.cluster.find({ kind: KIND, name });
  const metadata = isObject(original.metadata) ? original.metadata : {};
  if (primary) return update ? correct(run, primary, primarySpec(run, original), name) : undefined;
  const refused = run.cluster.create({
    apiVersion: "keda.sh/v1alpha1",
    kind: KIND,
    metadata: {
      name,
      namespace,
      labels: withoutFlux(stringsOf(metadata.labels)),
      annotations: withoutFlux(stringsOf(metadata.annotations)),
      ownerReferences: ownersOf(run.canary),
    },
    spec: primarySpec(run, original),
  });
  return (
    refused && {
      error: `creating Keda ScaledObject ${name}.${namespace} failed: ${refused.message}`,
    }
  );
}

function correct(
  run: Run,
  primary: JsonObject,
  spec: JsonObject,
  name: string,
): Failure | undefined {
  if (same(spec, primary.spec)) return undefined;
  const metadata = isObject(primary.metadata) ? primary.metadata : {};
  const { includeLabelPrefix } = run.flags;
  const refused = run.cluster.update({
    ...primary,
    metadata: {
      ...metadata,
      annotations: included(stringsOf(metadata.annotations), includeLabelPrefix),
      labels: included(stringsOf(metadata.labels), includeLabelPrefix),
    },
    spec,
  });
  const of = `ScaledObject ${name}.${run.canary.namespace}`;
  return refused && { error: `updating ${of} failed: ${refused.message}` };
}

function primarySpec(run: Run, original: JsonObject): JsonObject {
  const { autoscaler, target } = run.canary.spec;
  const spec: Record<string, Json | undefined> = {};
  for (const key of COPIED) {
    const value = field(original, "spec", key);
    if (value !== undefined) spec[key] = value;
  }
  const reference = field(original, "spec", "scaleTargetRef");
  spec.scaleTargetRef = {
    ...(isObject(reference) ? reference : {}),
    name: `${target.name}-primary`,
  };
  spec.triggers = listOf(spec.triggers).map((trigger) => primaryTrigger(run, trigger));
  spec.advanced = primaryAdvanced(spec.advanced);
  if (autoscaler?.minReplicas !== undefined) spec.minReplicaCount = autoscaler.minReplicas;
  if (autoscaler?.maxReplicas !== undefined) spec.maxReplicaCount = autoscaler.maxReplicas;
  return spec;
}

const COPIED = [
  "pollingInterval",
  "cooldownPeriod",
  "minReplicaCount",
  "maxReplicaCount",
  "advanced",
  "triggers",
  "fallback",
  "idleReplicaCount",
];

function primaryTrigger(run: Run, trigger: Json): Json {
  const metadata = field(trigger, "metadata");
  if (!isObject(trigger) || !isObject(metadata)) return trigger;
  const queries = run.canary.spec.autoscaler?.primaryScalerQueries;
  if (queries) {
    const name = stringOf(trigger.name);
    if (!Object.hasOwn(queries, name)) return trigger;
    return { ...trigger, metadata: { ...metadata, query: queries[name] } };
  }
  if (typeof metadata.query !== "string") return trigger;
  const query = renamed(metadata.query, run.canary.spec.target.name);
  return { ...trigger, metadata: { ...metadata, query } };
}

/** Every mention of the target, also inside longer names, becomes one of the primary. */
function renamed(query: string, target: string): string {
  if (target === "") return query;
  const primary = `${target}-primary`;
  return query
    .split(`${target}-canary`)
    .map((part) => part.replaceAll(target, () => primary))
    .join(primary);
}

/** A name given to the HorizontalPodAutoscaler has to differ from that of the target's. */
function primaryAdvanced(advanced: Json | undefined): JsonObject {
  const settings = isObject(advanced) ? advanced : {};
  const config = settings.horizontalPodAutoscalerConfig;
  const autoscaler = isObject(config) ? config : {};
  const name = stringOf(autoscaler.name);
  return {
    ...settings,
    horizontalPodAutoscalerConfig:
      name === "" ? autoscaler : { ...autoscaler, name: `${name}-primary` },
  };
}
