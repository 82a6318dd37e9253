import { field, type JsonObject, numberOf, stringOf } from "../../../server/engine/canary/json.ts";
import { metadataOf, nameOf } from "../../apiserver/objects/metadata.ts";
import { type ConditionSaid, conditionIn, conditionUpdated, counted } from "./conditions.ts";

/**
 * The status of a Deployment, from that of its ReplicaSets.
 * `isNew`: the ReplicaSet of its template has just been made.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/deployment/sync.go, progress.go
 */
export function deploymentStatus(
  deployment: JsonObject,
  sets: readonly JsonObject[],
  current: JsonObject | undefined,
  now: string,
  isNew: boolean,
): JsonObject {
  const total = (key: string): number =>
    sets.reduce((sum, it) => sum + numberOf(field(it, "status", key)), 0);
  const counts: Counts = {
    wanted: numberOf(field(deployment, "spec", "replicas")),
    replicas: total("replicas"),
    updated: numberOf(field(current, "status", "replicas")),
    ready: total("readyReplicas"),
    available: total("availableReplicas"),
  };
  const available = conditionUpdated(
    conditionIn(deployment, "Available"),
    availability(deployment, counts),
    now,
  );
  const progressing = progress(deployment, current, counts, now, isNew);
  return {
    ...counted({
      observedGeneration: numberOf(metadataOf(deployment).generation),
      replicas: counts.replicas,
      updatedReplicas: counts.updated,
      readyReplicas: counts.ready,
      availableReplicas: counts.available,
      unavailableReplicas: Math.max(0, Math.max(counts.wanted, counts.replicas) - counts.available),
    }),
    terminatingReplicas: 0,
    conditions: [available, ...(progressing ? [progressing] : [])],
  };
}

/** How long until the deadline of a rollout that makes no progress, when the status has to be made anew. */
export function timeLeft(deployment: JsonObject, now: Date): { readonly again?: number } {
  const progressing = conditionIn(deployment, "Progressing");
  const { reason, lastUpdateTime } = progressing ?? {};
  if (!progressing || reason === DONE || reason === LATE || reason === PAUSED) return {};
  const updated = Date.parse(stringOf(lastUpdateTime));
  return { again: Math.max(1, updated + deadlineOf(deployment) - now.getTime() + 1) };
}

interface Counts {
  readonly wanted: number;
  readonly replicas: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

function availability(deployment: JsonObject, { wanted, available }: Counts): ConditionSaid {
  const missing = field(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable") ?? 0;
  const mayMiss =
    typeof missing === "number"
      ? missing
      : Math.floor((Number.parseInt(stringOf(missing), 10) * wanted) / 100) || 0;
  return available >= wanted - mayMiss
    ? {
        type: "Available",
        status: "True",
        reason: "MinimumReplicasAvailable",
        message: "Deployment has minimum availability.",
      }
    : {
        type: "Available",
        status: "False",
        reason: "MinimumReplicasUnavailable",
        message: "Deployment does not have minimum availability.",
      };
}

function progress(
  deployment: JsonObject,
  current: JsonObject | undefined,
  counts: Counts,
  now: string,
  isNew: boolean,
): JsonObject | undefined {
  const before = conditionIn(deployment, "Progressing");
  const set = `ReplicaSet "${current ? nameOf(current) : ""}"`;
  const said = (status: ConditionSaid["status"], reason: string, message: string) =>
    conditionUpdated(before, { type: "Progressing", status, reason, message }, now);
  if (field(deployment, "spec", "paused") === true) {
    return said("Unknown", PAUSED, "Deployment is paused");
  }
  if (before?.reason === PAUSED)
    return said("Unknown", "DeploymentResumed", "Deployment is resumed");
  if (isNew)
    return said("True", "NewReplicaSetCreated", `Created new replica set ${set.slice(11)}`);
  // What was complete, and has only been scaled since, stays so.
  if (before?.reason === DONE && counts.replicas === counts.updated) return before;
  const isComplete =
    counts.updated === counts.wanted &&
    counts.replicas === counts.wanted &&
    counts.available >= counts.wanted;
  if (isComplete) return said("True", DONE, `${set} has successfully progressed.`);
  if (isMoving(deployment, counts)) {
    const updated = said("True", "ReplicaSetUpdated", `${set} is progressing.`);
    return { ...updated, lastUpdateTime: now };
  }
  if (before?.reason === LATE) return before;
  const updated = Date.parse(stringOf(before?.lastUpdateTime));
  if (before && Date.parse(now) >= updated + deadlineOf(deployment)) {
    return said("False", LATE, `${set} has timed out progressing.`);
  }
  return before ?? said("True", "FoundNewReplicaSet", `Found new replica set ${set.slice(11)}`);
}

/** Is there more of what is wanted, or less of what is not, than the status has said so far? */
function isMoving(
  deployment: JsonObject,
  { replicas, updated, ready, available }: Counts,
): boolean {
  const was = (key: string): number => numberOf(field(deployment, "status", key));
  return (
    updated > was("updatedReplicas") ||
    replicas - updated < was("replicas") - was("updatedReplicas") ||
    ready > was("readyReplicas") ||
    available > was("availableReplicas")
  );
}

/** Milliseconds. */
function deadlineOf(deployment: JsonObject): number {
  const seconds = field(deployment, "spec", "progressDeadlineSeconds");
  return (typeof seconds === "number" ? seconds : 600) * 1000;
}

const DONE = "NewReplicaSetAvailable";
const PAUSED = "DeploymentPaused";
const LATE = "ProgressDeadlineExceeded";
