import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";

/** What controllers made of workloads, by kind and name, without what differs from run to run. */
export type Picture = Readonly<Record<string, Json>>;

/** Hashes are told by the image of their template, and pods counted by their owner. */
export function picture(objects: readonly JsonObject[]): Picture {
  const names = hashes(objects);
  const masked = (text: string): string => {
    let out = text;
    for (const [hash, image] of names) out = out.replaceAll(hash, image);
    return out
      .replace(/(›|agent|once)-[a-z0-9]{5}(?=$|[" ])/g, "$1-…")
      .replace("(combined from similar events): ", "");
  };
  const entries = objects.flatMap((it): [string, Json][] => {
    const told = TOLD[stringOf(it.kind)]?.(it);
    return told === undefined ? [] : [[masked(keyOf(it)), clean(told, masked)]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const nameOf = (it: JsonObject): string => stringOf(field(it, "metadata", "name"));

function hashes(objects: readonly JsonObject[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const it of objects) {
    const labels = field(it, "metadata", "labels");
    const template = field(it, "spec", "template", "spec") ?? field(it, "spec");
    const image = stringOf(field(listOf(field(template, "containers"))[0], "image"));
    const hash = stringOf(field(labels, "pod-template-hash"));
    const revision = stringOf(field(labels, "controller-revision-hash")).replace(/^store-/, "");
    if (image && hash) found.set(hash, `‹${image}›`);
    if (image && revision) found.set(revision, `‹${image}›`);
  }
  return found;
}

function keyOf(it: JsonObject): string {
  if (it.kind === "EndpointSlice") {
    return `EndpointSlice of ${stringOf(field(it, "metadata", "labels", "kubernetes.io/service-name"))}`;
  }
  if (it.kind !== "Event") return `${stringOf(it.kind)} ${nameOf(it)}`;
  const about = stringOf(field(it, "involvedObject", "kind"));
  return `Event ${about} ${stringOf(it.reason)}: ${stringOf(it.message)}`;
}

const metadata = (it: JsonObject): JsonObject => ({
  labels: field(it, "metadata", "labels") ?? {},
  annotations: field(it, "metadata", "annotations") ?? {},
  owners: listOf(field(it, "metadata", "ownerReferences")).map(
    (owner) => field(owner, "kind") ?? "",
  ),
});

const withStatus = (it: JsonObject): Json => ({
  ...metadata(it),
  replicas: field(it, "spec", "replicas") ?? null,
  updateStrategy: field(it, "spec", "updateStrategy") ?? null,
  status: sorted(it.status),
});

/** Conditions by their type. */
function sorted(status: Json | undefined): Json {
  if (!isObject(status)) return null;
  const conditions = listOf(status.conditions).filter(isObject);
  const byType = (a: JsonObject, b: JsonObject) => stringOf(a.type).localeCompare(stringOf(b.type));
  return { ...status, conditions: conditions.sort(byType) };
}

const endpoint = (it: Json): Json => ({
  ready: field(it, "conditions", "ready") ?? null,
  target: field(it, "targetRef", "name") ?? null,
});

const byText = (a: Json, b: Json): number => JSON.stringify(a).localeCompare(JSON.stringify(b));

const CONTROLLERS: ReadonlySet<string> = new Set([
  "deployment-controller",
  "replicaset-controller",
  "daemonset-controller",
  "statefulset-controller",
  "job-controller",
  "horizontal-pod-autoscaler",
]);

const TOLD: Readonly<Record<string, (it: JsonObject) => Json | undefined>> = {
  Deployment: withStatus,
  ReplicaSet: withStatus,
  DaemonSet: withStatus,
  StatefulSet: withStatus,
  HorizontalPodAutoscaler: withStatus,
  Job: (it) => ({ ...metadata(it), status: sorted(it.status) }),
  EndpointSlice: (it) => ({
    ...metadata(it),
    ports: listOf(it.ports),
    endpoints: listOf(it.endpoints).map(endpoint).sort(byText),
  }),
  Endpoints: (it) => ({
    ...metadata(it),
    subsets: listOf(it.subsets).map((subset) => ({
      ready: listOf(field(subset, "addresses")).length,
      unready: listOf(field(subset, "notReadyAddresses")).length,
      ports: field(subset, "ports") ?? null,
    })),
  }),
  Pod: (it) => {
    const { spec } = it;
    return {
      ...metadata(it),
      tolerations: field(spec, "tolerations") ?? null,
      account: field(spec, "serviceAccountName") ?? null,
      priority: field(spec, "priority") ?? null,
      hostname: field(spec, "hostname") ?? null,
      ready:
        listOf(field(it, "status", "conditions"))
          .filter((condition) => field(condition, "type") === "Ready")
          .map((condition) => field(condition, "status") ?? "")[0] ?? null,
    };
  },
  Event: (it) =>
    CONTROLLERS.has(stringOf(field(it, "source", "component")) || stringOf(it.reportingComponent))
      ? (it.type ?? null)
      : undefined,
};

/** Without moments and identities. How often an object was written is nobody's business. */
function clean(value: Json, masked: (text: string) => string): Json {
  if (typeof value === "string") return masked(value.replace(UID, "uid").replace(MOMENT, "time"));
  if (Array.isArray(value)) return value.map((it) => clean(it, masked));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, it]) => key !== "observedGeneration" && it !== undefined && it !== null)
      .filter(([key]) => !UNTOLD.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, it]) => [key, clean(it as Json, masked)]),
  );
}

/** Counters of collisions, what is deprecated, and moments that depend on who was faster. */
const UNTOLD = /^(collisionCount|deprecated\..*|.*\/last-change-trigger-time)$/;
const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
