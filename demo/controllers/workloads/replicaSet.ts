import {
  field,
  isObject,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { isTerminating, metadataOf, nameOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk } from "../controller.ts";
import { counted, isTrue } from "./conditions.ts";
import { controllerPlaces, ownedBy } from "./owned.ts";
import { podFrom } from "./podFrom.ts";
import { writeStatus } from "./writeStatus.ts";

/** As many pods as a ReplicaSet wants. */
export const replicaSetController: Controller = {
  name: "replicaset-controller",
  kinds: [{ apiVersion: "apps/v1", kind: "ReplicaSet" }],
  watches: [
    {
      apiVersion: "v1",
      kind: "Pod",
      isNews: () => true,
      places: (pod) => controllerPlaces(pod, "ReplicaSet"),
    },
  ],
  reconcile(place, desk) {
    const set = desk.inside.get(place);
    if (!set || isTerminating(set)) return {};
    scale(set, desk);
    const now = desk.inside.get(place);
    if (now) writeStatus(desk.inside, now, statusOf(now, desk));
    return {};
  },
};

function scale(set: JsonObject, { cluster, inside }: Desk): void {
  const pods = ownedBy(cluster, set, "Pod").filter(isAlive);
  const wanted = numberOf(field(set, "spec", "replicas"));
  const template = field(set, "spec", "template");
  for (let count = pods.length; count < wanted && isObject(template); count++) {
    const made = inside.create(podFrom(set, template, { generateName: `${nameOf(set)}-` }));
    if (made.code >= 400) {
      const why = stringOf(made.object.message);
      inside.event(set, "Warning", "FailedCreate", `Error creating: ${why}`);
      return;
    }
    inside.event(set, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(made.object)}`);
  }
  // Those that are not ready go first, then the youngest.
  const byWorth = [...pods].sort((a, b) => Number(isTrue(b, "Ready")) - Number(isTrue(a, "Ready")));
  for (const pod of byWorth.slice(wanted)) {
    inside.remove(placeOf(pod));
    inside.event(set, "Normal", "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
  }
}

const isAlive = (pod: JsonObject): boolean => {
  const phase = field(pod, "status", "phase");
  return phase !== "Succeeded" && phase !== "Failed" && !isTerminating(pod);
};

function statusOf(set: JsonObject, { cluster }: Desk): JsonObject {
  const pods = ownedBy(cluster, set, "Pod").filter(isAlive);
  const ready = pods.filter((it) => isTrue(it, "Ready")).length;
  return {
    replicas: pods.length,
    ...counted({
      fullyLabeledReplicas: pods.length,
      readyReplicas: ready,
      availableReplicas: ready,
    }),
    terminatingReplicas: 0,
    observedGeneration: numberOf(metadataOf(set).generation),
  };
}
