import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
} from "../../../server/engine/canary/json.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { isTerminating, metadataOf, nameOf, textsOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk } from "../controller.ts";
import { counted, isTrue } from "./conditions.ts";
import { controllerPlaces, ownedBy } from "./owned.ts";
import { podFrom } from "./podFrom.ts";
import { labelled, templateHash } from "./podTemplate.ts";
import { NODE } from "./scheduler.ts";
import { writeStatus } from "./writeStatus.ts";

/** One pod of a DaemonSet on the node, where its selector lets it. */
export const daemonSetController: Controller = {
  name: "daemonset-controller",
  kinds: [{ apiVersion: "apps/v1", kind: "DaemonSet" }],
  watches: [
    {
      apiVersion: "v1",
      kind: "Pod",
      isNews: () => true,
      places: (pod) => controllerPlaces(pod, "DaemonSet"),
    },
  ],
  reconcile(place, desk) {
    const set = desk.inside.get(place);
    if (!set || isTerminating(set)) return {};
    const template = field(set, "spec", "template");
    if (!isObject(template)) return {};
    const hash = templateHash(template);
    const wanted = fitsNode(set) ? 1 : 0;
    scale(set, template, hash, wanted, desk);
    const pods = ownedBy(desk.cluster, set, "Pod");
    writeStatus(desk.inside, set, statusOf(set, pods, hash, wanted));
    return {};
  },
};

const REVISION = "controller-revision-hash";

/** Labels that the node carries. */
const NODE_LABELS: Readonly<Record<string, string>> = {
  "kubernetes.io/hostname": NODE,
  "kubernetes.io/os": "linux",
  "kubernetes.io/arch": "amd64",
};

function fitsNode(set: JsonObject): boolean {
  const selector = field(set, "spec", "template", "spec", "nodeSelector");
  if (!isObject(selector)) return true;
  return Object.entries(selector).every(([key, it]) => NODE_LABELS[key] === it);
}

function scale(
  set: JsonObject,
  template: JsonObject,
  hash: string,
  wanted: number,
  { cluster, inside }: Desk,
): void {
  const isReplaced = field(set, "spec", "updateStrategy", "type") !== "OnDelete";
  const isRight = (pod: JsonObject) => !isReplaced || textsOf(pod, "labels")[REVISION] === hash;
  const pods = ownedBy(cluster, set, "Pod");
  const right = pods.filter(isRight);
  for (const pod of [...pods.filter((it) => !isRight(it)), ...right.slice(wanted)]) {
    inside.remove(placeOf(pod));
    inside.event(set, "Normal", "SuccessfulDelete", `Deleted pod: ${nameOf(pod)}`);
  }
  if (right.length >= wanted) return;
  const generation = String(metadataOf(set).generation);
  const labels = labelled(template, { [REVISION]: hash, "pod-template-generation": generation });
  const name = { generateName: `${nameOf(set)}-` };
  const made = inside.create(podFrom(set, labels, name, onNode(template)));
  inside.event(set, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(made.object)}`);
}

/** Pods of a DaemonSet are bound to their node, and stay there whatever its state. */
function onNode(template: JsonObject): JsonObject {
  const tolerations = listOf(field(template, "spec", "tolerations"));
  const tolerated = (key: string, effect: string): JsonObject => ({
    key: `node.kubernetes.io/${key}`,
    operator: "Exists",
    effect,
  });
  const isIt = { key: "metadata.name", operator: "In", values: [NODE] };
  const affinity = field(template, "spec", "affinity");
  return {
    affinity: {
      ...(isObject(affinity) ? affinity : {}),
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchFields: [isIt] }],
        },
      },
    },
    tolerations: [
      ...tolerations,
      ...["not-ready", "unreachable"].map((it) => tolerated(it, "NoExecute")),
      ...["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map((it) =>
        tolerated(it, "NoSchedule"),
      ),
    ],
  };
}

function statusOf(
  set: JsonObject,
  pods: readonly JsonObject[],
  hash: string,
  wanted: number,
): JsonObject {
  const ready = pods.filter((it) => isTrue(it, "Ready")).length;
  const updated = pods.filter((it) => textsOf(it, "labels")[REVISION] === hash).length;
  return {
    currentNumberScheduled: Math.min(pods.length, wanted),
    numberMisscheduled: 0,
    desiredNumberScheduled: wanted,
    numberReady: ready,
    observedGeneration: numberOf(metadataOf(set).generation),
    ...counted({
      updatedNumberScheduled: updated,
      numberAvailable: ready,
      numberUnavailable: wanted - Math.min(ready, wanted),
    }),
  };
}
