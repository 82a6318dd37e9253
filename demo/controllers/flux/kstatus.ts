import { field, type JsonObject, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import { isTerminating } from "../../apiserver/objects/metadata.ts";
import { conditionsIn } from "./conditions.ts";

export type Health = "Current" | "InProgress" | "Failed" | "Terminating" | "NotFound" | "Unknown";

/** How an object does, as kstatus sees it (flux.md §2.9; mirrored: github.com/fluxcd/cli-utils 1.2.3, kstatus/status). */
export function kstatus(object: JsonObject): Exclude<Health, "NotFound" | "Unknown"> {
  if (isTerminating(object)) return "Terminating";
  const { status } = object;
  const observed = field(status, "observedGeneration");
  const generation = field(object, "metadata", "generation");
  if (observed !== undefined && generation !== undefined && observed !== generation) {
    return "InProgress";
  }
  for (const { type, status: is } of conditionsIn(status)) {
    if (type === "Reconciling" && is === "True") return "InProgress";
    if (type === "Stalled" && is === "True") return "Failed";
  }
  const [group = "", kind = ""] = groupKind(object);
  const known = KINDS[group === "" ? kind : `${group}/${kind}`];
  if (known) return known(object);
  const ready = conditionsIn(status).find((it) => it.type === "Ready");
  return !ready || ready.status === "True" ? "Current" : "InProgress";
}

function groupKind({ apiVersion, kind }: JsonObject): readonly string[] {
  const version = stringOf(apiVersion);
  return [version.includes("/") ? (version.split("/")[0] ?? "") : "", stringOf(kind)];
}

type Judge = (object: JsonObject) => "Current" | "InProgress" | "Failed";

const when = (isCurrent: boolean): "Current" | "InProgress" =>
  isCurrent ? "Current" : "InProgress";

const count = (object: JsonObject, part: "spec" | "status", name: string, fallback = 0): number => {
  const value = field(object, part, name);
  return typeof value === "number" ? value : fallback;
};

const isCondition = (object: JsonObject, type: string, is = "True"): boolean =>
  conditionsIn(object.status).some((it) => it.type === type && it.status === is);

const always: Judge = () => "Current";

const deployment: Judge = (it) => {
  const progress = conditionsIn(it.status).find(({ type }) => type === "Progressing");
  if (progress?.reason === "ProgressDeadlineExceeded") return "Failed";
  const wanted = count(it, "spec", "replicas", 1);
  const all = count(it, "status", "replicas");
  const updated = count(it, "status", "updatedReplicas");
  const hasDeadline = count(it, "spec", "progressDeadlineSeconds", NEVER) !== NEVER;
  return when(
    wanted <= all &&
      wanted <= updated &&
      all <= wanted &&
      updated <= count(it, "status", "availableReplicas") &&
      wanted <= count(it, "status", "readyReplicas") &&
      (!hasDeadline || progress?.reason === "NewReplicaSetAvailable") &&
      isCondition(it, "Available"),
  );
};

/** `math.MaxInt32`: what no deadline is taken for. */
const NEVER = 2_147_483_647;

const replicaSet: Judge = (it) => {
  const wanted = count(it, "spec", "replicas", 1);
  return when(
    !isCondition(it, "ReplicaFailure") &&
      wanted <= count(it, "status", "fullyLabeledReplicas") &&
      wanted <= count(it, "status", "availableReplicas") &&
      wanted <= count(it, "status", "readyReplicas") &&
      count(it, "status", "replicas") <= wanted,
  );
};

const statefulSet: Judge = (it) => {
  if (field(it, "spec", "updateStrategy", "type") === "OnDelete") return "Current";
  const wanted = count(it, "spec", "replicas", 1);
  const all = count(it, "status", "replicas");
  if (all !== wanted || wanted > count(it, "status", "readyReplicas")) return "InProgress";
  const partition = field(it, "spec", "updateStrategy", "rollingUpdate", "partition");
  if (typeof partition === "number") {
    return when(count(it, "status", "updatedReplicas") >= wanted - partition);
  }
  return when(
    wanted <= count(it, "status", "currentReplicas") &&
      field(it, "status", "currentRevision") === field(it, "status", "updateRevision"),
  );
};

const daemonSet: Judge = (it) => {
  const wanted = count(it, "status", "desiredNumberScheduled", -1);
  const counts = [
    "currentNumberScheduled",
    "updatedNumberScheduled",
    "numberAvailable",
    "numberReady",
  ];
  return when(wanted >= 0 && counts.every((name) => wanted <= count(it, "status", name)));
};

const pod: Judge = (it) => {
  const phase = field(it, "status", "phase");
  if (phase === "Succeeded" || phase === "Failed") return "Current";
  if (phase !== "Running") return "InProgress";
  if (isCondition(it, "Ready")) return "Current";
  const waits = listOf(field(it, "status", "containerStatuses")).map((container) =>
    field(container, "state", "waiting", "reason"),
  );
  return waits.includes("CrashLoopBackOff") ? "Failed" : "InProgress";
};

/** Flux wants a Job to be done, where kstatus is content with one that runs. */
const job: Judge = (it) => {
  if (field(it, "spec", "suspend") === true) return "Current";
  if (isCondition(it, "Failed")) return "Failed";
  return when(isCondition(it, "Complete"));
};

const definition: Judge = (it) => {
  if (isCondition(it, "NamesAccepted", "False")) return "Failed";
  return when(isCondition(it, "Established"));
};

const service: Judge = (it) =>
  when(
    field(it, "spec", "type") !== "LoadBalancer" || stringOf(field(it, "spec", "clusterIP")) !== "",
  );

const KINDS: Readonly<Record<string, Judge>> = {
  Service: service,
  Pod: pod,
  Secret: always,
  ConfigMap: always,
  PersistentVolumeClaim: (it) => when(field(it, "status", "phase") === "Bound"),
  "apps/StatefulSet": statefulSet,
  "apps/DaemonSet": daemonSet,
  "apps/Deployment": deployment,
  "apps/ReplicaSet": replicaSet,
  "policy/PodDisruptionBudget": always,
  "batch/CronJob": always,
  "batch/Job": job,
  "apiextensions.k8s.io/CustomResourceDefinition": definition,
};
