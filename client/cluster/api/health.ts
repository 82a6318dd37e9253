import { conditionOf, isObserved } from "./condition.ts";
import { essence } from "./essence.ts";
import { canaryState } from "./flagger.ts";
import { type FluxState, fluxState } from "./flux.ts";
import { json } from "./json.ts";
import { knownKind } from "./kinds.ts";
import { groupOf, type KubeObject } from "./kubeObject.ts";

/** How any object is, in one word and a few more. */
export interface Health {
  readonly state: FluxState["state"];
  readonly words: string;
}

/**
 * Judges an object as Flux's health checks do.
 *
 * https://github.com/fluxcd/cli-utils/tree/main/pkg/kstatus
 */
export function health(object: KubeObject): Health {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (known?.role === "canary") {
    if (object.kind !== "Canary") return { state: "ready", words: "is there" };
    const { state, words, phase } = canaryState(object);
    return { state, words: words ? `${phase}: ${words}` : phase };
  }
  if (known) {
    const { state, words } = fluxState(object);
    return { state, words: essence(words) };
  }
  if (object.metadata.deletionTimestamp !== undefined)
    return { state: "reconciling", words: "is being deleted" };
  return (workload(object) ?? ofKind[object.kind]?.(object) ?? byConditions(object)) as Health;
}

/** Pods that are wanted, updated and ready. */
function workload(object: KubeObject): Health | undefined {
  if (!["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].includes(object.kind))
    return undefined;
  const { spec, status } = object;
  const wanted = json.number(status.desiredNumberScheduled) ?? json.number(spec.replicas) ?? 1;
  const ready = json.number(status.readyReplicas) ?? json.number(status.numberReady) ?? 0;
  const updated =
    json.number(status.updatedReplicas) ?? json.number(status.updatedNumberScheduled) ?? ready;
  const done = Math.min(ready, object.kind === "ReplicaSet" ? ready : updated);
  const words = wanted === 0 ? "scaled to zero" : `${Math.min(done, wanted)} of ${wanted} ready`;
  const observed = json.number(status.observedGeneration) ?? object.metadata.generation;
  if (observed === object.metadata.generation && done >= wanted) return { state: "ready", words };
  const progressing = conditionOf(object, "Progressing");
  const failure = conditionOf(object, "ReplicaFailure");
  if (failure?.status === "True")
    return { state: "failed", words: `${words}: ${essence(failure.message)}` };
  if (progressing?.reason === "ProgressDeadlineExceeded")
    return { state: "failed", words: `${words}: ${essence(progressing.message)}` };
  return { state: "reconciling", words };
}

const ofKind: Readonly<Record<string, (object: KubeObject) => Health | undefined>> = {
  Pod({ status }) {
    const phase = json.text(status.phase) ?? "Pending";
    const containers = json.list(status.containerStatuses);
    const ready = containers.filter((it) => json.at(it, "ready") === true).length;
    const reason = containers
      .map((it) => json.text(json.at(it, "state", "waiting", "reason")))
      .find((it) => it !== undefined && it !== "ContainerCreating");
    if (phase === "Succeeded") return { state: "ready", words: "completed" };
    if (phase === "Failed" || reason) return { state: "failed", words: reason ?? "failed" };
    const isReady = phase === "Running" && ready === containers.length;
    const words = `${phase.toLowerCase()}, ${ready} of ${containers.length} containers ready`;
    return { state: isReady ? "ready" : "reconciling", words };
  },
  Job(object) {
    const failed = conditionOf(object, "Failed");
    if (failed?.status === "True")
      return { state: "failed", words: essence(failed.message || failed.reason) };
    if (conditionOf(object, "Complete")?.status === "True")
      return { state: "ready", words: "completed" };
    return { state: "reconciling", words: "is running" };
  },
  PersistentVolumeClaim({ status }) {
    const phase = json.text(status.phase) ?? "Pending";
    return { state: phase === "Bound" ? "ready" : "reconciling", words: phase.toLowerCase() };
  },
  Namespace: ({ status }) => ({
    state: status.phase === "Terminating" ? "reconciling" : "ready",
    words: (json.text(status.phase) ?? "Active").toLowerCase(),
  }),
  CustomResourceDefinition(object) {
    const isServed = conditionOf(object, "Established")?.status === "True";
    return isServed
      ? { state: "ready", words: "is served" }
      : { state: "reconciling", words: "is not served yet" };
  },
};

function byConditions(object: KubeObject): Health {
  const stalled = conditionOf(object, "Stalled");
  if (stalled?.status === "True") return { state: "stalled", words: essence(stalled.message) };
  const ready = conditionOf(object, "Ready") ?? conditionOf(object, "Available");
  if (!ready) return { state: "ready", words: "is there" };
  if (ready.status === "True" && isObserved(object, ready))
    return { state: "ready", words: "ready" };
  const words = essence(ready.message || ready.reason);
  return { state: ready.status === "False" ? "failed" : "reconciling", words };
}
