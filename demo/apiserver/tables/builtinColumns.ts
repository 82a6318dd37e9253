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
import { age } from "./age.ts";

/** A column and how an object fills it. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: number;
  readonly value: (object: JsonObject, now: Date) => Json;
}

type Value = TableColumn["value"];

const text = (name: string, value: Value, type = "string"): TableColumn => ({
  name,
  type,
  format: "",
  priority: 0,
  value,
});
const count = (name: string, ...path: readonly string[]): TableColumn =>
  text(name, (it) => numberOf(field(it, ...path)), "integer");
const wide = (column: TableColumn): TableColumn => ({ ...column, priority: 1 });
const at = (name: string, ...path: readonly string[]): TableColumn =>
  text(name, (it) => stringOf(field(it, ...path)) || "<none>");
const since = (name: string, ...path: readonly string[]): TableColumn =>
  text(name, (it, now) => age(stringOf(field(it, ...path)), now));
// Counts that the API server calls texts, and writes as numbers.
const size = (name: string, key: string): TableColumn => text(name, (it) => sizeOf(it[key]));

const sizeOf = (it: Json | undefined): number =>
  isObject(it) ? Object.keys(it).length : listOf(it).length;

const created = since("Age", "metadata", "creationTimestamp");
const containersOf = (it: JsonObject): readonly JsonObject[] =>
  listOf(field(it, "spec", "template", "spec", "containers")).filter(isObject);
const containers = wide(
  text("Containers", (it) =>
    containersOf(it)
      .map((c) => stringOf(c.name))
      .join(","),
  ),
);
const images = wide(
  text("Images", (it) =>
    containersOf(it)
      .map((c) => stringOf(c.image))
      .join(","),
  ),
);
const selector = wide(
  text("Selector", (it) => labelsText(field(it, "spec", "selector", "matchLabels"))),
);

const labelsText = (labels: Json | undefined): string =>
  isObject(labels) && Object.keys(labels).length > 0
    ? Object.entries(labels)
        .map(([key, it]) => `${key}=${String(it)}`)
        .sort()
        .join(",")
    : "<none>";

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

const portsOf = (service: JsonObject): string =>
  listOf(field(service, "spec", "ports"))
    .filter(isObject)
    .map(({ port, nodePort, protocol }) =>
      nodePort === undefined
        ? `${String(port)}/${String(protocol)}`
        : `${String(port)}:${String(nodePort)}/${String(protocol)}`,
    )
    .join(",") || "<none>";

const eventAt = (event: JsonObject, now: Date): string => {
  const series = field(event, "series", "lastObservedTime");
  const moment =
    series ??
    event.lastTimestamp ??
    event.eventTime ??
    field(event, "metadata", "creationTimestamp");
  return age(stringOf(moment), now);
};

const aboutText = (event: JsonObject): string => {
  const about = isObject(event.involvedObject) ? event.involvedObject : event.regarding;
  return `${stringOf(field(about, "kind")).toLowerCase()}/${stringOf(field(about, "name"))}`;
};

/** The columns behind the name, by resource. */
export const builtinColumns: Readonly<Record<string, readonly TableColumn[]>> = {
  namespaces: [at("Status", "status", "phase"), created],
  configmaps: [text("Data", (it) => sizeOf(it.data) + sizeOf(it.binaryData)), created],
  secrets: [text("Type", (it) => stringOf(it.type)), size("Data", "data"), created],
  serviceaccounts: [size("Secrets", "secrets"), created],
  services: [
    text("Type", (it) => stringOf(field(it, "spec", "type"))),
    at("Cluster-IP", "spec", "clusterIP"),
    text("External-IP", (it) => stringOf(field(it, "spec", "externalName")) || "<none>"),
    text("Port(s)", portsOf),
    created,
    wide(text("Selector", (it) => labelsText(field(it, "spec", "selector")))),
  ],
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
    count("Up-to-date", "status", "updatedReplicas"),
    count("Available", "status", "availableReplicas"),
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
  ],
  cronjobs: [
    at("Schedule", "spec", "schedule"),
    at("Timezone", "spec", "timeZone"),
    text("Suspend", (it) => (field(it, "spec", "suspend") === true ? "True" : "False")),
    text("Active", (it) => sizeOf(field(it, "status", "active")), "integer"),
    at("Last Schedule", "status", "lastScheduleTime"),
    created,
  ],
  ingresses: [
    at("Class", "spec", "ingressClassName"),
    text(
      "Hosts",
      (it) =>
        listOf(field(it, "spec", "rules"))
          .map((rule) => stringOf(field(rule, "host")) || "*")
          .join(",") || "*",
    ),
    text("Address", () => ""),
    text("Ports", (it) => (field(it, "spec", "tls") === undefined ? "80" : "80, 443")),
    created,
  ],
  horizontalpodautoscalers: [
    text(
      "Reference",
      (it) =>
        `${stringOf(field(it, "spec", "scaleTargetRef", "kind"))}/${stringOf(field(it, "spec", "scaleTargetRef", "name"))}`,
    ),
    text("Targets", () => "<unknown>"),
    text("MinPods", (it) => String(numberOf(field(it, "spec", "minReplicas")))),
    count("MaxPods", "spec", "maxReplicas"),
    count("Replicas", "status", "currentReplicas"),
    created,
  ],
  events: [
    text("Last Seen", eventAt),
    text("Type", (it) => stringOf(it.type)),
    text("Reason", (it) => stringOf(it.reason)),
    text("Object", aboutText),
    wide(text("Subobject", (it) => stringOf(field(it, "involvedObject", "fieldPath")))),
    wide(text("Source", (it) => stringOf(field(it, "source", "component")))),
    text("Message", (it) => (stringOf(it.message) || stringOf(it.note)).trim()),
    wide(since("First Seen", "firstTimestamp")),
    wide(text("Count", (it) => numberOf(it.count) || 1, "integer")),
    wide(text("Name", (it) => stringOf(field(it, "metadata", "name")))),
  ],
  customresourcedefinitions: [
    text("Created At", (it) => stringOf(field(it, "metadata", "creationTimestamp"))),
  ],
  nodes: [
    text("Status", () => "Ready"),
    text("Roles", () => "<none>"),
    created,
    text("Version", (it) => stringOf(field(it, "status", "nodeInfo", "kubeletVersion"))),
  ],
  roles: [text("Created At", (it) => stringOf(field(it, "metadata", "creationTimestamp")))],
  clusterroles: [text("Created At", (it) => stringOf(field(it, "metadata", "creationTimestamp")))],
  rolebindings: [roleOf(), created],
  clusterrolebindings: [roleOf(), created],
  leases: [at("Holder", "spec", "holderIdentity"), created],
};

function roleOf(): TableColumn {
  return text(
    "Role",
    (it) => `${stringOf(field(it, "roleRef", "kind"))}/${stringOf(field(it, "roleRef", "name"))}`,
  );
}
