import { memo } from "../../memo.ts";
import { field, isObject, type Json, type JsonObject, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { prefixed } from "../prefixed.ts";
import { isDaemonSetReading } from "../reading.ts";
import type { Reason } from "../reason.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import { SCALE_TO_ZERO } from "../scaledToZero.ts";
import { tokenOf } from "../tokenOf.ts";
import {
  createPrimaryConfigs,
  hasConfigChanged,
  targetConfigs,
  trackedConfigs,
} from "./configs.ts";
import { daemonSetReady } from "./daemonSetReady.ts";
import { discoveredPorts } from "./ports.ts";
import { newPrimaryDaemonSet, promotedDaemonSet } from "./primaryDaemonSet.ts";
import { selectorLabel, whyNoLabel } from "./selectorLabel.ts";
import { type Metadata, NO_TARGET, type Target, type Unready } from "./target.ts";
import { whyUnready } from "./whyUnready.ts";

/**
 * A DaemonSet as target. It is scaled to zero by a node selector that no node satisfies.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/daemonset_controller.go
 */
export const daemonSet: Target = {
  hasServices: true,
  metadata,
  initialize,
  isPrimaryReady: (run) => ready(run, "primary"),
  isCanaryReady: (run) => ready(run, "target"),
  promote,
  token: (run) => {
    const target = find(run, "target");
    return isFailure(target) ? target : tokenOf(releasedTemplate(target));
  },
  hasConfigChanged: (run, status) => {
    const target = find(run, "target");
    return isFailure(target) ? target : hasConfigChanged(run, target, status);
  },
  trackedConfigs: (run) => {
    const target = find(run, "target");
    return isFailure(target) ? target : trackedConfigs(run, target);
  },
  scaleToZero: (run) => select(run, "get query error", "updating", withNoNode),
  scaleFromZero,
  finalize: (run) => {
    const failure = scaleFromZero(run);
    return failure && prefixed("ScaleFromZero failed", failure);
  },
};

const nameOf = (run: Run, which: "target" | "primary"): string =>
  which === "target" ? run.canary.spec.target.name : `${run.canary.spec.target.name}-primary`;

function find(
  run: Run,
  which: "target" | "primary",
  error = "get query error",
): JsonObject | Failure {
  const object = run.workload(which);
  if (object) return object;
  const name = nameOf(run, which);
  const of = `daemonset ${name}.${run.canary.namespace}`;
  return { error: `${of} ${error}: ${notFound("DaemonSet", name)}`, why: NO_TARGET };
}

function metadata(run: Run): Metadata | Failure {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const label = selectorLabel(target, run.flags.selectorLabels);
  if (label) return { label, ports: discoveredPorts(run.canary.spec.service, target) };
  const of = `daemonset ${nameOf(run, "target")}.${run.canary.namespace}`;
  const labels = run.flags.selectorLabels.join(" ");
  return {
    error: `getSelectorLabel failed: ${of} spec.selector.matchLabels must contain one of [${labels}]'`,
    why: whyNoLabel(run),
  };
}

function initialize(run: Run): Unready | undefined {
  const failure = createPrimary(run);
  if (failure) {
    return { ...prefixed("createPrimaryDaemonSet failed", failure), retriable: true };
  }
  const { phase } = run.canary.status;
  const isNew = phase === "" || phase === "Initializing";
  return isNew && run.waits ? ready(run, "primary") : undefined;
}

function createPrimary(run: Run): Failure | undefined {
  const target = find(run, "target");
  if (isFailure(target)) return target;
  const strategy = stringOf(field(target, "spec", "updateStrategy", "type"));
  if (strategy !== "" && strategy !== "RollingUpdate") {
    const of = `daemonset ${nameOf(run, "target")}.${run.canary.namespace}`;
    const error = `${of} must have RollingUpdate strategy but have ${strategy}`;
    return { error, why: whyNotRolling(nameOf(run, "target")) };
  }
  if (run.workload("primary")) return undefined;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  const uncopied = createPrimaryConfigs(run, configs);
  if (uncopied) return prefixed("CreatePrimaryConfigs failed", uncopied);
  const refused = run.cluster.create(newPrimaryDaemonSet(run, target, configs), MISSING);
  if (!refused) return undefined;
  const of = `daemonset ${nameOf(run, "primary")}.${run.canary.namespace}`;
  return { error: `creating ${of} failed: ${refused.message}` };
}

const whyNotRolling = (name: string): Reason => ({
  text: "Flagger takes only DaemonSets that replace their pods one after another.",
  object: { kind: "DaemonSet", name },
  at: ["spec", "updateStrategy", "type"],
});

const MISSING = {
  text: "The primary is a copy of the target; it is made whenever it is missing.",
  at: ["spec", "targetRef"],
};

function promote(run: Run): Failure | undefined {
  const failure = update(run);
  if (!failure) return undefined;
  const of = `daemonset ${nameOf(run, "primary")}.${run.canary.namespace}`;
  return prefixed(`updating ${of} template spec failed`, failure);
}

function update(run: Run): Failure | undefined {
  const target = find(run, "target");
  // The source spells it that way.
  if (isFailure(target)) return { error: target.error.replace("daemonset", "damonset") };
  const primary = find(run, "primary");
  if (isFailure(primary)) return primary;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  const uncopied = createPrimaryConfigs(run, configs);
  if (uncopied) return prefixed("CreatePrimaryConfigs failed", uncopied);
  const refused = run.cluster.update(promotedDaemonSet(run, target, primary, configs));
  return refused && { error: refused.message };
}

function ready(run: Run, which: "target" | "primary"): Unready | undefined {
  const object = find(run, which);
  if (isFailure(object)) return { ...object, retriable: true };
  const reading = run.reading(which);
  if (!reading || !isDaemonSetReading(reading)) return undefined;
  const { namespace, spec } = run.canary;
  const threshold =
    (which === "primary"
      ? spec.analysis?.primaryReadyThreshold
      : spec.analysis?.canaryReadyThreshold) ?? 100;
  const age = run.at - run.canary.status.lastTransitionTime;
  const unready = daemonSetReady(reading, age, spec.progressDeadline, threshold);
  if (!unready) return undefined;
  const name = `${nameOf(run, which)}.${namespace}`;
  const error =
    which === "primary"
      ? `primary daemonset ${name} not ready: ${unready.text}`
      : `canary damonset ${name} not ready with retryable ${unready.retriable}: ${unready.text}`;
  return { error, retriable: unready.retriable, why: whyUnready(run, unready, which) };
}

/** The template that is released: that of the target without the selector that scales it to zero. */
const releasedTemplate = memo((target: JsonObject): JsonObject => {
  const template = field(withAllNodes(target), "spec", "template");
  return isObject(template) ? template : {};
});

function scaleFromZero(run: Run): Failure | undefined {
  return select(run, "query error", "scaling up", withAllNodes);
}

/** Writes the target with another node selector. */
function select(
  run: Run,
  unread: string,
  verb: string,
  change: (daemonSet: JsonObject) => JsonObject,
): Failure | undefined {
  const target = find(run, "target", unread);
  if (isFailure(target)) return target;
  const refused = run.cluster.update(change(target));
  const of = `daemonset ${nameOf(run, "target")}.${run.canary.namespace}`;
  return refused && { error: `${verb} ${of} failed: ${refused.message}` };
}

const withNoNode = (daemonSet: JsonObject): JsonObject =>
  withSelector(daemonSet, (selector) => ({ ...selector, [SCALE_TO_ZERO]: "true" }));

export const withAllNodes = (daemonSet: JsonObject): JsonObject =>
  withSelector(daemonSet, ({ [SCALE_TO_ZERO]: _, ...others }) => others);

function withSelector(daemonSet: JsonObject, change: (selector: JsonObject) => Json): JsonObject {
  const { spec } = daemonSet;
  const template = field(spec, "template");
  const podSpec = field(template, "spec");
  if (!isObject(spec) || !isObject(template) || !isObject(podSpec)) return daemonSet;
  const selector = isObject(podSpec.nodeSelector) ? podSpec.nodeSelector : {};
  const changed = { ...podSpec, nodeSelector: change(selector) };
  return { ...daemonSet, spec: { ...spec, template: { ...template, spec: changed } } };
}
