import type { AutoscalerReference } from "../canary.ts";
import { field, isObject, type Json, type JsonObject, numberOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { ownersOf } from "../routers/owner.ts";
import { same } from "../routers/same.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import { withoutFlux } from "./primaryMetadata.ts";
import { NO_SCALER, type Scaler } from "./scaler.ts";

/**
 * A HorizontalPodAutoscaler. That of the target is never paused: it leaves workloads at zero alone.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/hpa_reconciler.go
 */
export const horizontalPodAutoscaler: Scaler = {
  reconcilePrimary,
  pauseTarget: () => undefined,
  resumeTarget: () => undefined,
};

const KIND = "HorizontalPodAutoscaler";

function reconcilePrimary(run: Run, update: boolean): Failure | undefined {
  const reference = run.canary.spec.autoscaler;
  if (!reference) return undefined;
  const { namespace } = run.canary;
  const { name } = reference;
  const original = run.cluster.find({ kind: KIND, name });
  if (!original) {
    const error = `${KIND} ${name}.${namespace} get query error: ${notFound(KIND, name)}`;
    return { error, why: NO_SCALER };
  }
  const primary = run.cluster.find({ kind: KIND, name: `${name}-primary` });
  if (primary) return update ? correct(run, reference, original, primary) : undefined;
  const refused = run.cluster.create({
    apiVersion: "autoscaling/v2",
    kind: KIND,
    metadata: {
      name: `${name}-primary`,
      namespace,
      labels: withoutFlux(stringsOf(field(original, "metadata", "labels"))),
      ownerReferences: ownersOf(run.canary),
    },
    spec: {
      scaleTargetRef: {
        ...(isObject(field(original, "spec", "scaleTargetRef"))
          ? (field(original, "spec", "scaleTargetRef") as JsonObject)
          : {}),
        name: `${run.canary.spec.target.name}-primary`,
      },
      ...limitsOf(reference, original),
    },
  });
  const of = `${KIND} v2 ${name}-primary.${namespace}`;
  return refused && { error: `creating ${of} failed: ${refused.message}` };
}

/** What the primary's autoscaler takes over, with the Canary's own limits. */
function limitsOf(reference: AutoscalerReference, original: JsonObject): JsonObject {
  const limits: Record<string, Json | undefined> = {};
  for (const key of COPIED) {
    const value = field(original, "spec", key);
    if (value !== undefined) limits[key] = value;
  }
  if (reference.minReplicas !== undefined) limits.minReplicas = reference.minReplicas;
  if (reference.maxReplicas !== undefined) limits.maxReplicas = reference.maxReplicas;
  return limits;
}

const COPIED = ["minReplicas", "maxReplicas", "metrics", "behavior"];

/**
 * Labels and annotations are compared but not corrected, so an autoscaler whose original has annotations is written each time
 * anew.
 */
function correct(
  run: Run,
  reference: AutoscalerReference,
  original: JsonObject,
  primary: JsonObject,
): Failure | undefined {
  const limits = limitsOf(reference, original);
  const spec = isObject(primary.spec) ? primary.spec : {};
  const isSame =
    same(limits.metrics, spec.metrics) &&
    same(limits.behavior, spec.behavior) &&
    leastOf(limits.minReplicas) === leastOf(spec.minReplicas) &&
    numberOf(limits.maxReplicas) === numberOf(spec.maxReplicas) &&
    ["labels", "annotations"].every((key) =>
      same(stringsOf(field(original, "metadata", key)), stringsOf(field(primary, "metadata", key))),
    );
  if (isSame) return undefined;
  const { scaleTargetRef } = spec;
  const refused = run.cluster.update({ ...primary, spec: { scaleTargetRef, ...limits } });
  const of = `${KIND} v2 ${reference.name}-primary.${run.canary.namespace}`;
  return refused && { error: `updating ${of} failed: ${refused.message}` };
}

const leastOf = (it: Json | undefined): number => (typeof it === "number" ? it : 1);
