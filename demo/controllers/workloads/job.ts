import { field, isObject, type JsonObject, numberOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { isTerminating, nameOf, uidOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk } from "../controller.ts";
import { conditionIn, conditionSince, counted, isTrue } from "./conditions.ts";
import { controllerPlaces, ownedBy } from "./owned.ts";
import { podFrom } from "./podFrom.ts";
import { labelled } from "./podTemplate.ts";
import { writeStatus } from "./writeStatus.ts";

/** The pods of a Job, until as many have come to their end as it wants. */
export const jobController: Controller = {
  name: "job-controller",
  kinds: [{ apiVersion: "batch/v1", kind: "Job" }],
  watches: [
    {
      apiVersion: "v1",
      kind: "Pod",
      isNews: () => true,
      places: (pod) => controllerPlaces(pod, "Job"),
    },
  ],
  reconcile(place, desk) {
    const job = desk.inside.get(place);
    if (!job || isTerminating(job) || isTrue(job, "Complete")) return {};
    if (field(job, "spec", "suspend") === true) return {};
    start(job, desk);
    writeStatus(desk.inside, job, statusOf(job, desk));
    return {};
  },
};

const wantedBy = (job: JsonObject): number => numberOf(field(job, "spec", "completions")) || 1;

const isDone = (pod: JsonObject): boolean => field(pod, "status", "phase") === "Succeeded";

function start(job: JsonObject, { cluster, inside }: Desk): void {
  const template = field(job, "spec", "template");
  if (!isObject(template)) return;
  const pods = ownedBy(cluster, job, "Pod");
  const done = pods.filter(isDone).length;
  const atOnce = numberOf(field(job, "spec", "parallelism")) || 1;
  const missing = Math.min(atOnce, wantedBy(job) - done) - (pods.length - done);
  const labels = {
    "batch.kubernetes.io/controller-uid": uidOf(job),
    "batch.kubernetes.io/job-name": nameOf(job),
    "controller-uid": uidOf(job),
    "job-name": nameOf(job),
  };
  for (let count = 0; count < missing; count++) {
    const pod = podFrom(job, labelled(template, labels), { generateName: `${nameOf(job)}-` });
    const made = inside.create(pod);
    if (made.code >= 400) return;
    inside.event(job, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(made.object)}`);
  }
}

function statusOf(job: JsonObject, { cluster, inside, now }: Desk): JsonObject {
  const pods = ownedBy(cluster, job, "Pod");
  const done = pods.filter(isDone).length;
  const moment = timestamp(now());
  const isComplete = done >= wantedBy(job);
  if (isComplete) inside.event(job, "Normal", "Completed", "Job completed");
  const condition = (type: string) =>
    conditionSince(
      conditionIn(job, type),
      {
        type,
        status: "True",
        reason: "CompletionsReached",
        message: "Reached expected number of succeeded pods",
      },
      moment,
    );
  const conditions = ["SuccessCriteriaMet", "Complete"].map((it) => ({
    ...condition(it),
    lastProbeTime: moment,
  }));
  return {
    startTime: field(job, "status", "startTime") ?? moment,
    ...counted({ active: pods.length - done, succeeded: done }),
    ready: pods.filter((it) => isTrue(it, "Ready")).length,
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(isComplete && { completionTime: moment, conditions }),
  };
}
