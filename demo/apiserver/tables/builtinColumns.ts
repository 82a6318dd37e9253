import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { metadataOf } from "../objects/metadata.ts";
import { accessColumns } from "./accessColumns.ts";
import { age } from "./age.ts";
import { column, columns, labelsText, selectorText, sizeOf, type TableColumn } from "./column.ts";
import { networkColumns } from "./networkColumns.ts";
import { storageColumns } from "./storageColumns.ts";

const { text, count, amount, at, size, wide } = column;
const { age: created, containers, images, selector } = columns;

const ready = (...total: readonly string[]): TableColumn =>
  text(
    "Ready",
    (it) => `${numberOf(field(it, "status", "readyReplicas"))}/${numberOf(field(it, ...total))}`,
  );

const statusesOf = (pod: JsonObject): readonly JsonObject[] =>
  listOf(field(pod, "status", "containerStatuses")).filter(isObject);

/** What a pod is busy with: the reason of a container that waits or ended says more than the phase. */
function podState(pod: JsonObject): string {
  if (metadataOf(pod).deletionTimestamp !== undefined) return "Terminating";
  const reasons = statusesOf(pod).flatMap((it) => [
    field(it, "state", "waiting", "reason"),
    field(it, "state", "terminated", "reason"),
  ]);
  const found = reasons.find((it) => typeof it === "string" && it !== "");
  return (
    stringOf(found) ||
    stringOf(field(pod, "status", "reason")) ||
    stringOf(field(pod, "status", "phase"))
  );
}

/** Where a CronJob keeps what its Jobs will be. */
const job = ["spec", "jobTemplate"] as const;

/** The columns behind the name, by resource. */
export const builtinColumns: Readonly<Record<string, readonly TableColumn[]>> = {
  namespaces: [at("Status", "status", "phase"), created],
  configmaps: [text("Data", (it) => sizeOf(it.data) + sizeOf(it.binaryData)), created],
  secrets: [text("Type", (it) => stringOf(it.type)), size("Data", "data"), created],
  pods: [
    text("Ready", (it) => {
      const all = listOf(field(it, "spec", "containers")).length;
      return `${statusesOf(it).filter((c) => c.ready === true).length}/${all}`;
    }),
    text("Status", podState),
    text("Restarts", (it) =>
      String(statusesOf(it).reduce((sum, c) => sum + numberOf(c.restartCount), 0)),
    ),
    created,
    wide(at("IP", "status", "podIP")),
    wide(at("Node", "spec", "nodeName")),
    wide(at("Nominated Node", "status", "nominatedNodeName")),
    wide(text("Readiness Gates", () => "<none>")),
  ],
  deployments: [
    ready("spec", "replicas"),
    amount("Up-to-date", "status", "updatedReplicas"),
    amount("Available", "status", "availableReplicas"),
    created,
    containers,
    images,
    selector,
  ],
  replicasets: [
    count("Desired", "spec", "replicas"),
    count("Current", "status", "replicas"),
    count("Ready", "status", "readyReplicas"),
    created,
    containers,
    images,
    selector,
  ],
  statefulsets: [ready("spec", "replicas"), created, containers, images],
  daemonsets: [
    count("Desired", "status", "desiredNumberScheduled"),
    count("Current", "status", "currentNumberScheduled"),
    count("Ready", "status", "numberReady"),
    count("Up-to-date", "status", "updatedNumberScheduled"),
    count("Available", "status", "numberAvailable"),
    text("Node Selector", (it) =>
      labelsText(field(it, "spec", "template", "spec", "nodeSelector")),
    ),
    created,
    containers,
    images,
    selector,
  ],
  jobs: [
    text("Status", (it) =>
      numberOf(field(it, "status", "succeeded")) > 0 ? "Complete" : "Running",
    ),
    text(
      "Completions",
      (it) =>
        `${numberOf(field(it, "status", "succeeded"))}/${numberOf(field(it, "spec", "completions"))}`,
    ),
    text("Duration", () => ""),
    created,
    containers,
    images,
    selector,
  ],
  cronjobs: [
    at("Schedule", "spec", "schedule"),
    at("Timezone", "spec", "timeZone"),
    text("Suspend", (it) => (field(it, "spec", "suspend") === true ? "True" : "False"), "boolean"),
    text("Active", (it) => sizeOf(field(it, "status", "active")), "integer"),
    text("Last Schedule", (it, now) => {
      const moment = field(it, "status", "lastScheduleTime");
      return moment === undefined ? "<none>" : age(stringOf(moment), now);
    }),
    created,
    wide(column.containers(...job, "spec", "template")),
    wide(column.images(...job, "spec", "template")),
    wide(text("Selector", (it) => selectorText(field(it, ...job, "spec", "selector")))),
  ],
  horizontalpodautoscalers: [
    text(
      "Reference",
      (it) =>
        `${stringOf(field(it, "spec", "scaleTargetRef", "kind"))}/${stringOf(field(it, "spec", "scaleTargetRef", "name"))}`,
    ),
    text("Targets", () => "<unknown>"),
    text("MinPods", (it) => String(numberOf(field(it, "spec", "minReplicas")))),
    amount("MaxPods", "spec", "maxReplicas"),
    amount("Replicas", "status", "currentReplicas"),
    created,
  ],
  customresourcedefinitions: [columns.createdAt],
  leases: [at("Holder", "spec", "holderIdentity"), created],
  replicationcontrollers: [
    count("Desired", "spec", "replicas"),
    count("Current", "status", "replicas"),
    count("Ready", "status", "readyReplicas"),
    created,
    containers,
    images,
    wide(text("Selector", (it) => labelsText(field(it, "spec", "selector")))),
  ],
  controllerrevisions: [
    text("Controller", controllerOf),
    text("Revision", (it) => String(numberOf(it.revision))),
    created,
  ],
  podtemplates: [
    column.containers("template"),
    column.images("template"),
    text("Pod Labels", (it) => labelsText(field(it, "template", "metadata", "labels"))),
  ],
  poddisruptionbudgets: [
    text("Min Available", (it) => orNone(field(it, "spec", "minAvailable"))),
    text("Max Unavailable", (it) => orNone(field(it, "spec", "maxUnavailable"))),
    count("Allowed Disruptions", "status", "disruptionsAllowed"),
    created,
  ],
  priorityclasses: [
    text("Value", (it) => numberOf(it.value), "integer"),
    text("Global-Default", (it) => it.globalDefault === true, "boolean"),
    created,
    wide(text("PreemptionPolicy", (it) => stringOf(it.preemptionPolicy))),
  ],
  limitranges: [columns.createdAt],
  ...accessColumns,
  ...networkColumns,
  ...storageColumns,
};

const orNone = (it: Json | undefined): string => (it === undefined ? "N/A" : String(it));

/** The one that made an object, as `daemonset.apps/name`. */
function controllerOf(object: JsonObject): string {
  const owner = listOf(metadataOf(object).ownerReferences)
    .filter(isObject)
    .find((it) => it.controller === true);
  if (!owner) return "<none>";
  const [, group] = /^(.*)\//.exec(stringOf(owner.apiVersion)) ?? [];
  const kind = stringOf(owner.kind).toLowerCase();
  return `${kind}${group ? `.${group}` : ""}/${stringOf(owner.name)}`;
}
