import { field, isObject, type Json, type JsonObject } from "../json.ts";
import { ownersOf } from "../routers/owner.ts";
import type { Run } from "../run.ts";
import { SCALE_TO_ZERO } from "../scaledToZero.ts";
import { stringsOf } from "../stringsOf.ts";
import type { Configs } from "./configs.ts";
import { identityOf, without } from "./primaryDeployment.ts";
import { included, podAnnotations, primaryLabels, withoutFlux } from "./primaryMetadata.ts";
import { primaryPodSpec } from "./primaryPodSpec.ts";

/**
 * The primary of a DaemonSet.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/daemonset_controller.go
 */
export function newPrimaryDaemonSet(run: Run, target: JsonObject, configs: Configs): JsonObject {
  const { canary, flags, label } = run;
  const value = `${label.value}-primary`;
  const labels = included(stringsOf(field(target, "metadata", "labels")), flags.includeLabelPrefix);
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: {
      name: `${canary.spec.target.name}-primary`,
      namespace: canary.namespace,
      labels: primaryLabels(labels, label.key, value),
      annotations: withoutFlux(stringsOf(field(target, "metadata", "annotations"))),
      ownerReferences: ownersOf(canary),
    },
    spec: {
      ...copiedSettings(target),
      selector: { matchLabels: { [label.key]: value } },
      template: primaryTemplate(run, target, configs),
    },
  };
}

/** The primary with what a promotion copies to it. */
export function promotedDaemonSet(
  run: Run,
  target: JsonObject,
  primary: JsonObject,
  configs: Configs,
): JsonObject {
  const { label } = run;
  const { includeLabelPrefix } = run.flags;
  const labels = included(stringsOf(field(target, "metadata", "labels")), includeLabelPrefix);
  const template = primaryTemplate(run, target, configs);
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
      ...(isObject(primary.spec) ? without(primary.spec, SETTINGS) : {}),
      ...copiedSettings(target),
      template: { ...template, spec: withoutScale(template.spec) },
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

const SETTINGS = ["minReadySeconds", "revisionHistoryLimit", "updateStrategy"];

function primaryTemplate(run: Run, target: JsonObject, configs: Configs): JsonObject {
  const { label } = run;
  const template = field(target, "spec", "template");
  const podSpec = field(template, "spec");
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
    spec: isObject(podSpec) ? primaryPodSpec(podSpec, configs) : {},
  };
}

function withoutScale(podSpec: Json | undefined): Json | undefined {
  const selector = field(podSpec, "nodeSelector");
  if (!isObject(podSpec) || !isObject(selector)) return podSpec;
  const { [SCALE_TO_ZERO]: _, ...others } = selector;
  return { ...podSpec, nodeSelector: others };
}
