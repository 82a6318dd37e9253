import { field, isObject, type Json, type JsonObject, numberOf } from "../json.ts";
import { ownersOf } from "../routers/owner.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import type { Configs } from "./configs.ts";
import { included, podAnnotations, primaryLabels, withoutFlux } from "./primaryMetadata.ts";
import { primaryPodSpec } from "./primaryPodSpec.ts";
import { spreadSelectors } from "./spreadSelectors.ts";

/**
 * The primary of a Deployment.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_controller.go
 */
export function newPrimaryDeployment(run: Run, target: JsonObject, configs: Configs): JsonObject {
  const { canary, flags, label } = run;
  const replicas = numberOf(field(target, "spec", "replicas"));
  const value = `${label.value}-primary`;
  const labels = included(stringsOf(field(target, "metadata", "labels")), flags.includeLabelPrefix);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: `${canary.spec.target.name}-primary`,
      namespace: canary.namespace,
      labels: primaryLabels(labels, label.key, value),
      annotations: withoutFlux(stringsOf(field(target, "metadata", "annotations"))),
      ownerReferences: ownersOf(canary),
    },
    spec: {
      ...copiedSettings(target),
      replicas: replicas > 0 ? replicas : 1,
      selector: { matchLabels: { [label.key]: value } },
      template: primaryTemplate(run, target, configs),
    },
  };
}

/** The primary with what a promotion copies to it. */
export function promotedDeployment(
  run: Run,
  target: JsonObject,
  primary: JsonObject,
  configs: Configs,
): JsonObject {
  const { canary, flags, label } = run;
  const { includeLabelPrefix } = flags;
  const spec = isObject(primary.spec) ? primary.spec : {};
  const replicas = canary.spec.autoscaler ? spec.replicas : field(target, "spec", "replicas");
  const labels = included(stringsOf(field(target, "metadata", "labels")), includeLabelPrefix);
  return {
    ...primary,
    metadata: {
      ...(isObject(primary.metadata) ? primary.metadata : {}),
      annotations: included(
        stringsOf(field(target, "metadata", "annotations")),
        includeLabelPrefix,
      ),
      labels: primaryLabels(labels, label.key, `${label.value}-primary`),
    },
    spec: {
      ...without(spec, SETTINGS),
      ...copiedSettings(target),
      replicas,
      template: primaryTemplate(run, target, configs),
    },
  };
}

function copiedSettings(target: JsonObject): JsonObject {
  const copied: Record<string, Json> = {};
  for (const key of SETTINGS) {
    const value = field(target, "spec", key);
    if (value !== undefined) copied[key] = value;
  }
  return copied;
}

/** An object without some of its fields. */
export function without(object: JsonObject, keys: readonly string[]): JsonObject {
  const rest: Record<string, Json | undefined> = { ...object };
  for (const key of keys) delete rest[key];
  return rest;
}

const SETTINGS = ["progressDeadlineSeconds", "minReadySeconds", "revisionHistoryLimit", "strategy"];

function primaryTemplate(run: Run, target: JsonObject, configs: Configs): JsonObject {
  const { flags, label, canary } = run;
  const template = field(target, "spec", "template");
  const podSpec = field(template, "spec");
  const copied = isObject(podSpec) ? primaryPodSpec(podSpec, configs) : {};
  return {
    metadata: {
      labels: primaryLabels(
        stringsOf(field(template, "metadata", "labels")),
        label.key,
        `${label.value}-primary`,
      ),
      annotations: podAnnotations(
        stringsOf(field(template, "metadata", "annotations")),
        identityOf(run),
      ),
    },
    spec: spreadSelectors(copied, canary.spec.target.name, flags.selectorLabels),
  };
}

/** Random in Flagger; here it follows from the tick, of which no two copy anything. */
export const identityOf = ({ tick }: Run): string =>
  `00000000-0000-4000-8000-${(tick < 0 ? tick + 2 ** 40 : tick).toString(16).padStart(12, "0")}`;
