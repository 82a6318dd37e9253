import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { conditionOf } from "./condition.ts";
import { essence, illOnes } from "./essence.ts";
import { fluxState } from "./flux.ts";
import { inventory } from "./inventory.ts";
import { json } from "./json.ts";
import { knownKind } from "./kinds.ts";
import { groupOf, identityOf, type KubeObject, keyOf, nameOf } from "./kubeObject.ts";
import { dependenciesOf, sourcesOf } from "./references.ts";

/** One stage on the way to the root cause: what is not well, and the sentence that says so. */
export interface Cause {
  readonly object: ObjectIdentity;
  readonly words: string;
}

/** What the walk may look at. */
export interface Surroundings {
  /** `undefined`: it does not exist; a text: it may not be read, and why. */
  readonly read: (identity: ObjectIdentity) => Promise<KubeObject | string | undefined>;
  /** Pods that carry these labels. */
  readonly pods: (
    namespace: string,
    labels: Readonly<Record<string, string>>,
  ) => Promise<readonly KubeObject[]>;
  /** The group of a kind that a message names without it. */
  readonly groupOf: (kind: string) => string | undefined;
}

/**
 * Walks from an object that is not ready to what is really wrong: over what it waits for, its source
 * and chart, and what its health check named. The first cause is the object itself, the last one the
 * root; empty when it is ready.
 */
export async function whyNotReady(
  object: KubeObject,
  around: Surroundings,
): Promise<readonly Cause[]> {
  const causes: Cause[] = [];
  const visited = new Set<string>();
  let current: KubeObject | undefined = object;
  while (current) {
    const identity = identityOf(current);
    if (visited.has(keyOf(identity))) {
      const circle = causes.slice(causes.findIndex((it) => keyOf(it.object) === keyOf(identity)));
      const names = [...circle, { object: identity }].map((it) => nameOf(it.object));
      return [
        ...causes,
        { object: identity, words: `They wait for one another: ${names.join(" → ")}.` },
      ];
    }
    visited.add(keyOf(identity));
    const finding: Finding = await find(current, around);
    if (!finding) return causes;
    causes.push({ object: identity, words: finding.words });
    if (finding.end) causes.push(finding.end);
    current = finding.next;
  }
  return causes;
}

/** What is wrong with one object, and where to look next. */
type Finding =
  | {
      readonly words: string;
      readonly next?: KubeObject | undefined;
      readonly end?: Cause | undefined;
    }
  | undefined;

async function find(object: KubeObject, around: Surroundings): Promise<Finding> {
  if (knownKind(object.kind, groupOf(object.apiVersion))) return ofFlux(object, around);
  if (workloads.has(object.kind)) return ofWorkload(object, around);
  const trouble = podTrouble(object);
  if (trouble) return { words: trouble };
  const bad = ["Ready", "Available", "Complete"]
    .map((type) => conditionOf(object, type))
    .find((it) => it && it.status !== "True");
  return { words: bad ? essence(bad.message || bad.reason) : "is not ready" };
}

async function ofFlux(object: KubeObject, around: Surroundings): Promise<Finding> {
  const { state, words, reason } = fluxState(object);
  if (state === "ready") return undefined;
  const short = essence(words);
  if (state === "suspended") return { words: short };
  if (reason === "DependencyNotReady") {
    const found = await firstIll(dependenciesOf(object), around, words);
    return { words: short, ...found };
  }
  const isSourceAtFault = reason === "ArtifactFailed" || reason === "SourceNotReady";
  if (isSourceAtFault || object.kind === "HelmChart" || object.kind === "HelmRelease") {
    const found = await firstIll([...sourcesOf(object)], around);
    if (found) return { words: short, ...found };
  }
  if (illOnes(words).length > 0) {
    const found = await firstIll(namedIn(words, object, around), around);
    return { words: short, ...found };
  }
  if (reason === "HealthCheckFailed") {
    // A time-out does not always name what it waited for.
    const found = await firstIll(checkedBy(object), around);
    return { words: short, ...found };
  }
  if (state === "unknown") {
    const controller = knownKind(object.kind, groupOf(object.apiVersion))?.controller;
    return { words: `${controller ?? "its controller"} has not looked at it yet; is it running?` };
  }
  return { words: short || "says nothing" };
}

/** The first of several objects that is missing or not well. */
async function firstIll(
  identities: readonly ObjectIdentity[],
  around: Surroundings,
  message = "",
): Promise<{ readonly next?: KubeObject; readonly end?: Cause } | undefined> {
  // The message of a blocked object names the one it stumbled over.
  const named = [...identities].sort(
    (one, other) => Number(isNamed(other, message)) - Number(isNamed(one, message)),
  );
  for (const identity of named) {
    const read = await around.read(identity);
    if (read === undefined) return { end: { object: identity, words: "does not exist" } };
    if (typeof read === "string") return { end: { object: identity, words: read } };
    if (await isIll(read, isNamed(identity, message), around)) return { next: read };
  }
  const stale = named.find((it) => isNamed(it, message));
  return stale && /not up to date/.test(message)
    ? { end: { object: stale, words: "has not applied the newest revision of the source yet" } }
    : undefined;
}

const isNamed = ({ namespace, name }: ObjectIdentity, message: string) =>
  message.includes(`'${namespace}/${name}'`);

/** What rests is to blame only where the message says so: it still serves what it had. */
async function isIll(
  object: KubeObject,
  isBlamed: boolean,
  around: Surroundings,
): Promise<boolean> {
  if (!knownKind(object.kind, groupOf(object.apiVersion)))
    return (await find(object, around)) !== undefined;
  const { state } = fluxState(object);
  if (state !== "suspended" || isBlamed) return state !== "ready";
  return conditionOf(object, "Ready")?.status !== "True";
}

function namedIn(
  message: string,
  object: KubeObject,
  around: Surroundings,
): readonly ObjectIdentity[] {
  return illOnes(message).flatMap(({ what }) => {
    const [kind = "", one = "", two] = what.split("/");
    const group = around.groupOf(kind);
    if (group === undefined) return [];
    if (two === undefined) return [{ group, kind, name: one }];
    const namespace = one || object.metadata.namespace;
    return [{ group, kind, ...(namespace ? { namespace } : {}), name: two }];
  });
}

/** What a Kustomization's health check looks at, as far as we can judge it. */
function checkedBy(object: KubeObject): readonly ObjectIdentity[] {
  const named = json.list(object.spec.healthChecks).flatMap((entry): ObjectIdentity[] => {
    const { apiVersion, kind, name, namespace } = json.fields(entry);
    if (typeof kind !== "string" || typeof name !== "string") return [];
    const inside = json.text(namespace);
    const group = groupOf(json.text(apiVersion) ?? "apps/v1");
    return [{ group, kind, ...(inside ? { namespace: inside } : {}), name }];
  });
  const all = object.spec.wait === true ? inventory(object) : named;
  const own = keyOf(identityOf(object));
  return all
    .filter((it) => workloads.has(it.kind) || knownKind(it.kind, it.group))
    .filter((it) => keyOf(it) !== own)
    .slice(0, mostChecked);
}

const workloads = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"]);
/** More are not read for one answer. */
const mostChecked = 100;

async function ofWorkload(object: KubeObject, around: Surroundings): Promise<Finding> {
  const { status, spec, metadata } = object;
  const wanted = json.number(status.desiredNumberScheduled) ?? json.number(spec.replicas) ?? 1;
  const ready = json.number(status.readyReplicas) ?? json.number(status.numberReady) ?? 0;
  const updated =
    json.number(status.updatedReplicas) ?? json.number(status.updatedNumberScheduled) ?? ready;
  if (ready >= wanted && updated >= wanted) return undefined;
  const words = `${Math.min(ready, updated)} of ${wanted} pods are ready`;
  const failure = conditionOf(object, "ReplicaFailure");
  if (failure?.status === "True") return { words: essence(failure.message) };
  const labels = Object.entries(json.fields(json.at(spec, "selector", "matchLabels")));
  const pods = await around.pods(
    metadata.namespace ?? "",
    Object.fromEntries(labels.map(([key, value]) => [key, String(value)])),
  );
  for (const pod of pods) {
    const trouble = podTrouble(pod);
    if (trouble) return { words, end: { object: identityOf(pod), words: trouble } };
  }
  const progressing = conditionOf(object, "Progressing");
  return { words: progressing?.status === "False" ? essence(progressing.message) : words };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ */
function podTrouble(pod: KubeObject): string | undefined {
  if (pod.kind !== "Pod") return undefined;
  const containers = ["initContainerStatuses", "containerStatuses"].flatMap((field) =>
    json.list(pod.status[field]),
  );
  for (const container of containers) {
    const name = json.text(json.at(container, "name")) ?? "";
    const waiting = json.fields(json.at(container, "state", "waiting"));
    const reason = json.text(waiting.reason);
    if (reason && reason !== "ContainerCreating" && reason !== "PodInitializing") {
      const message = json.text(waiting.message);
      const last = json.text(json.at(container, "lastState", "terminated", "reason"));
      const more = reason === "CrashLoopBackOff" && last ? `last ended with ${last}` : message;
      return `container ${name}: ${reason}${more ? ` (${essence(more)})` : ""}`;
    }
  }
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status === "False") return `cannot be scheduled: ${essence(scheduled.message)}`;
  const ready = conditionOf(pod, "Ready");
  return ready?.status === "False" ? essence(ready.message || "is not ready") : undefined;
}
