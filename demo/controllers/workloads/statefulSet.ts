import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { placeOf } from "../../apiserver/inside.ts";
import {
  isTerminating,
  metadataOf,
  nameOf,
  namespaceOf,
  textsOf,
} from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk } from "../controller.ts";
import { counted, isTrue } from "./conditions.ts";
import { controllerPlaces, ownedBy } from "./owned.ts";
import { podFrom } from "./podFrom.ts";
import { labelled, templateHash } from "./podTemplate.ts";
import { writeStatus } from "./writeStatus.ts";

/** The numbered pods of a StatefulSet, one after the other, with the volumes that they claim. */
export const statefulSetController: Controller = {
  name: "statefulset-controller",
  kinds: [{ apiVersion: "apps/v1", kind: "StatefulSet" }],
  watches: [
    {
      apiVersion: "v1",
      kind: "Pod",
      isNews: () => true,
      places: (pod) => controllerPlaces(pod, "StatefulSet"),
    },
  ],
  reconcile(place, desk) {
    const set = desk.inside.get(place);
    const template = field(set, "spec", "template");
    if (!set || isTerminating(set) || !isObject(template)) return {};
    const revision = `${nameOf(set)}-${templateHash(template)}`;
    step(set, labelled(template, { [REVISION]: revision }), revision, desk);
    const pods = ownedBy(desk.cluster, set, "Pod");
    writeStatus(desk.inside, set, statusOf(set, pods, revision));
    return {};
  },
};

const REVISION = "controller-revision-hash";

const revisionOf = (pod: JsonObject) => textsOf(pod, "labels")[REVISION];

/** The next step: pods are made from the first on, each once those before it are ready, and go from the last on. */
function step(set: JsonObject, template: JsonObject, revision: string, desk: Desk): void {
  const { cluster, inside } = desk;
  const wanted = numberOf(field(set, "spec", "replicas"));
  const pods = new Map(ownedBy(cluster, set, "Pod").map((it) => [nameOf(it), it]));
  const isParallel = field(set, "spec", "podManagementPolicy") === "Parallel";
  for (let index = 0; index < wanted; index++) {
    const name = `${nameOf(set)}-${index}`;
    const pod = pods.get(name);
    if (!pod) create(set, template, name, desk);
    if (!isParallel && !(pod && isTrue(pod, "Ready"))) return;
  }
  const isReplaced = field(set, "spec", "updateStrategy", "type") !== "OnDelete";
  const numberOfPod = (it: JsonObject) => Number(nameOf(it).slice(nameOf(set).length + 1));
  const last = [...pods.values()]
    .sort((a, b) => numberOfPod(b) - numberOfPod(a))
    .find((it) => numberOfPod(it) >= wanted || (isReplaced && revisionOf(it) !== revision));
  if (!last) return;
  inside.remove(placeOf(last));
  const text = `Delete Pod ${nameOf(last)} in StatefulSet ${nameOf(set)} successful`;
  inside.event(set, "Normal", "SuccessfulDelete", text);
}

function create(set: JsonObject, template: JsonObject, name: string, { inside }: Desk): void {
  for (const claim of listOf(field(set, "spec", "volumeClaimTemplates")).filter(isObject)) {
    inside.create({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: {
        name: `${stringOf(metadataOf(claim).name)}-${name}`,
        namespace: namespaceOf(set),
        labels: field(set, "spec", "selector", "matchLabels") ?? {},
      },
      spec: claim.spec,
    });
  }
  const labels = labelled(template, {
    "apps.kubernetes.io/pod-index": name.slice(nameOf(set).length + 1),
    "statefulset.kubernetes.io/pod-name": name,
  });
  const subdomain = stringOf(field(set, "spec", "serviceName"));
  const more = { hostname: name, ...(subdomain !== "" && { subdomain }) };
  inside.create(podFrom(set, labels, { name, generateName: `${nameOf(set)}-` }, more));
  const text = `Create Pod ${name} in StatefulSet ${nameOf(set)} successful`;
  inside.event(set, "Normal", "SuccessfulCreate", text);
}

function statusOf(set: JsonObject, pods: readonly JsonObject[], revision: string): JsonObject {
  const ready = pods.filter((it) => isTrue(it, "Ready")).length;
  const updated = pods.filter((it) => revisionOf(it) === revision).length;
  const isDone = updated === pods.length && ready === numberOf(field(set, "spec", "replicas"));
  const before = stringOf(field(set, "status", "currentRevision"));
  const current = isDone || before === "" ? revision : before;
  return {
    observedGeneration: numberOf(metadataOf(set).generation),
    replicas: pods.length,
    availableReplicas: ready,
    ...counted({
      readyReplicas: ready,
      currentReplicas: pods.filter((it) => revisionOf(it) === current).length,
      updatedReplicas: updated,
    }),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
  };
}
