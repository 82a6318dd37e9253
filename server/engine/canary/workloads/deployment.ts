import { field, isObject, type JsonObject, numberOf, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { prefixed } from "../prefixed.ts";
import { isDaemonSetReading } from "../reading.ts";
import type { Failure } from "../routing.ts";
import { isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import { tokenOf } from "../tokenOf.ts";
import {
  createPrimaryConfigs,
  hasConfigChanged,
  targetConfigs,
  trackedConfigs,
} from "./configs.ts";
import { deploymentReady } from "./deploymentReady.ts";
import { discoveredPorts } from "./ports.ts";
import { newPrimaryDeployment, promotedDeployment } from "./primaryDeployment.ts";
import { selectorLabel, whyNoLabel } from "./selectorLabel.ts";
import { type Metadata, NO_TARGET, type Target, type Unready } from "./target.ts";
import { whyUnready } from "./whyUnready.ts";

/**
 * A Deployment as target.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_controller.go
 */
export const deployment: Target = {
  hasServices: true,
  metadata,
  initialize,
  isPrimaryReady: (run) => ready(run, "primary"),
  isCanaryReady: (run) => ready(run, "target"),
  promote,
  token: (run) => {
    const target = find(run, "target");
    if (isFailure(target)) return target;
    const template = field(target, "spec", "template");
    return isObject(template) ? tokenOf(template) : "-";
  },
  hasConfigChanged: (run, status) => {
    const target = find(run, "target");
    return isFailure(target) ? target : hasConfigChanged(run, target, status);
  },
  trackedConfigs: (run) => {
    const target = find(run, "target");
    return isFailure(target) ? target : trackedConfigs(run, target);
  },
  scaleToZero: (run) => scale(run, 0, (error) => error),
  scaleFromZero,
  finalize,
};

const nameOf = (run: Run, which: "target" | "primary"): string =>
  which === "target" ? run.canary.spec.target.name : `${run.canary.spec.target.name}-primary`;

function find(run: Run, which: "target" | "primary"): JsonObject | Failure {
  const object = run.workload(which);
  if (object) return object;
  const name = nameOf(run, which);
  const { namespace } = run.canary;
  return {
    error: `deployment ${name}.${namespace} get query error: ${notFound("Deployment", name)}`,
    why: NO_TARGET,
  };
}

function metadata(run: Run): Metadata | Failure {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const label = selectorLabel(target, run.flags.selectorLabels);
  if (label) return { label, ports: discoveredPorts(run.canary.spec.service, target) };
  const of = `deployment ${nameOf(run, "target")}.${run.canary.namespace}`;
  const labels = run.flags.selectorLabels.join(" ");
  return {
    error: `getSelectorLabel failed: ${of} spec.selector.matchLabels must contain one of [${labels}]`,
    why: whyNoLabel(run),
  };
}

function initialize(run: Run): Unready | undefined {
  const failure = createPrimary(run);
  if (failure) {
    return { ...prefixed("createPrimaryDeployment failed", failure), retriable: true };
  }
  const { phase } = run.canary.status;
  const isNew = phase === "" || phase === "Initializing";
  return isNew && run.waits ? ready(run, "primary") : undefined;
}

function createPrimary(run: Run): Failure | undefined {
  if (run.workload("primary")) return undefined;
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  const uncopied = createPrimaryConfigs(run, configs);
  if (uncopied) return prefixed("CreatePrimaryConfigs failed", uncopied);
  const refused = run.cluster.create(newPrimaryDeployment(run, target, configs), MISSING);
  if (!refused) return undefined;
  const of = `deployment ${nameOf(run, "primary")}.${run.canary.namespace}`;
  return { error: `creating ${of} failed: ${refused.message}` };
}

const MISSING = {
  text: "The primary is a copy of the target; it is made whenever it is missing.",
  at: ["spec", "targetRef"],
};

function promote(run: Run): Failure | undefined {
  const failure = update(run);
  if (!failure) return undefined;
  const of = `deployment ${nameOf(run, "primary")}.${run.canary.namespace}`;
  return prefixed(`updating ${of} template spec failed`, failure);
}

function update(run: Run): Failure | undefined {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const primary = find(run, "primary");
  if (isFailure(primary)) return primary;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  const uncopied = createPrimaryConfigs(run, configs);
  if (uncopied) return prefixed("CreatePrimaryConfigs failed", uncopied);
  const refused = run.cluster.update(promotedDeployment(run, target, primary, configs));
  return refused && { error: refused.message };
}

function ready(run: Run, which: "target" | "primary"): Unready | undefined {
  const object = find(run, which);
  if (isFailure(object)) return { ...object, retriable: true };
  const reading = run.reading(which);
  if (!reading || isDaemonSetReading(reading)) return undefined;
  const { namespace, spec } = run.canary;
  const threshold =
    (which === "primary"
      ? spec.analysis?.primaryReadyThreshold
      : spec.analysis?.canaryReadyThreshold) ?? 100;
  const name = nameOf(run, which);
  const unready = deploymentReady(name, reading, spec.progressDeadline, threshold);
  if (!unready) return undefined;
  const prefix = which === "primary" ? "" : "canary deployment ";
  return {
    error: `${prefix}${name}.${namespace} not ready: ${unready.text}`,
    retriable: unready.retriable,
    why: whyUnready(run, unready, which),
  };
}

/** Sets the replicas of the target. `told`: what is said where that is refused. */
function scale(
  run: Run,
  replicas: number,
  told: (error: string, name: string) => string,
): Failure | undefined {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const spec = isObject(target.spec) ? target.spec : {};
  const scaled = spec.replicas === replicas ? target : { ...target, spec: { ...spec, replicas } };
  const refused = run.cluster.update(scaled, "patch");
  return refused && { error: told(refused.message, stringOf(field(target, "metadata", "name"))) };
}

function scaleFromZero(run: Run): Failure | undefined {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const replicas = replicasFromZero(run, target);
  return typeof replicas === "number" ? scale(run, replicas, (error) => error) : replicas;
}

/** As many as there are; else as many as the primary has; with an autoscaler as many as that wants at least. */
function replicasFromZero(run: Run, target: JsonObject): number | Failure {
  const current = numberOf(field(target, "spec", "replicas"));
  if (current > 0) return current;
  const { autoscaler } = run.canary.spec;
  if (!autoscaler) {
    const primary = find(run, "primary");
    if (isFailure(primary)) return primary;
    return Math.max(numberOf(field(primary, "spec", "replicas")), 1);
  }
  const { kind, name } = autoscaler;
  if (kind !== "HorizontalPodAutoscaler" && kind !== "ScaledObject") return 1;
  const least = kind === "ScaledObject" ? "minReplicaCount" : "minReplicas";
  return Math.max(numberOf(field(run.cluster.find({ kind, name }), "spec", least)), 1);
}

/** The target gets as many pods as the primary has. */
function finalize(run: Run): Failure | undefined {
  const target = find(run, "target");
  if (isFailure(target)) return misspelt(target);
  const primary = run.workload("primary");
  if (!primary) {
    const failure = scaleFromZero(run);
    return failure && prefixed("ScaleFromZero failed", failure);
  }
  const replicas = field(primary, "spec", "replicas");
  const failure = scale(run, typeof replicas === "number" ? replicas : 1, (error) => error);
  return failure && prefixed("scale failed", failure);
}

/** The source has it that way. */
const misspelt = ({ error }: Failure): Failure => ({
  error: error.replace("deployment", "deplyoment"),
});
