import { field, type JsonObject, numberOf } from "../json.ts";
import type { DaemonSetReading, DeploymentReading, WorkloadReading } from "../reading.ts";
import type { SeenWorkload } from "../world.ts";
import type { Readiness } from "./scenario.ts";

/**
 * A workload whose pods are ready on the tick after they had to change, or so many ticks later. flagger.md §2.6
 */
export function workloadModel(
  which: "target" | "primary",
  seen: SeenWorkload,
  late: Readiness,
): WorkloadReading {
  const extra = late === "never" ? Number.POSITIVE_INFINITY : late;
  const waited = seen.tick - seen.changed.tick;
  // What changed before tick 0 had all the time it needed.
  const isReady = seen.changed.tick < 0 || waited > extra || (extra === 0 && which === "target");
  const { object } = seen;
  // The controller of the workload has not seen it within the milliseconds of one tick.
  const isSeen = isReady || waited > 0 || which === "target";
  if (object.kind === "DaemonSet") return daemonSet(object, isReady, isSeen);
  const replicas = replicasOf(object);
  if (isReady || replicas === 0) return settled(replicas);
  if (!isSeen) return unseen(replicas);
  return seen.changed.fromZero ? starting(which, seen, replicas) : rolling(seen, replicas);
}

/** What the API server fills in where it is absent. */
function replicasOf(object: JsonObject): number {
  const replicas = field(object, "spec", "replicas");
  return typeof replicas === "number" ? replicas : 1;
}

/** The same object each time: most readings are this one. */
function settled(replicas: number): DeploymentReading {
  const known = SETTLED.get(replicas);
  if (known) return known;
  const reading = {
    ...counts(replicas, replicas, replicas, replicas),
    progressing: AVAILABLE,
    availableCondition: { status: "True", reason: "MinimumReplicasAvailable", age: 0 },
  };
  if (SETTLED.size < 1000) SETTLED.set(replicas, reading);
  return reading;
}

const SETTLED = new Map<number, DeploymentReading>();

const AVAILABLE = { status: "True", reason: "NewReplicaSetAvailable", age: 0 } as const;

const unseen = (replicas: number): DeploymentReading => ({
  ...counts(replicas, 0, 0, 0),
  observedGeneration: 0,
});

/** All pods are there, and none is available. */
function starting(
  which: "target" | "primary",
  seen: SeenWorkload,
  replicas: number,
): DeploymentReading {
  const age = seen.at - seen.changed.at;
  return {
    ...counts(replicas, replicas, replicas, 0),
    // A rollout that was complete with no pods stays so: the workload itself reports no deadline then.
    progressing: which === "target" ? AVAILABLE : progressing(seen, age),
    availableCondition: { status: "False", reason: "MinimumReplicasUnavailable", age },
  };
}

/** Old pods serve on while the first new ones do not get ready: a quarter may be missing, a quarter may be too many. */
function rolling(seen: SeenWorkload, replicas: number): DeploymentReading {
  const surge = Math.ceil(replicas / 4);
  const missing = Math.floor(replicas / 4);
  const updated = Math.min(replicas, surge + missing);
  return {
    ...counts(replicas, replicas + surge, updated, replicas - missing),
    progressing: progressing(seen, seen.at - seen.changed.at),
    availableCondition: { status: "True", reason: "MinimumReplicasAvailable", age: 0 },
  };
}

function progressing({ object }: SeenWorkload, age: number) {
  const deadline = numberOf(field(object, "spec", "progressDeadlineSeconds")) || 600;
  return age > deadline
    ? { status: "False", reason: "ProgressDeadlineExceeded", age: age - deadline }
    : { status: "True", reason: "ReplicaSetUpdated", age };
}

const counts = (specReplicas: number, replicas: number, updated: number, available: number) => ({
  specReplicas,
  generation: 1,
  observedGeneration: 1,
  replicas,
  updated,
  available,
});

/** On a cluster with one node. */
function daemonSet(object: JsonObject, isReady: boolean, isSeen: boolean): DaemonSetReading {
  const selector = field(object, "spec", "template", "spec", "nodeSelector");
  const scaledToZero = field(selector, "flagger.app/scale-to-zero") !== undefined;
  const desired = scaledToZero ? 0 : 1;
  return {
    generation: 1,
    observedGeneration: isSeen ? 1 : 0,
    desired: isSeen ? desired : 0,
    updated: isSeen ? desired : 0,
    available: isReady ? desired : 0,
    scaledToZero,
  };
}
