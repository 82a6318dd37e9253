import { field, type JsonObject } from "../../server/engine/canary/json.ts";
import { apiVersionOf, type Kind } from "./kind.ts";
import type { Matches } from "./labelSelector.ts";
import { refusals } from "./refusals.ts";

/** The selector of a query: `metadata.name=web,status.phase!=Running`. */
export function fieldSelector(text: string, kind: Kind): Matches {
  const terms = text
    .split(",")
    .filter((it) => it.trim() !== "")
    .map((it) => term(it.trim(), kind));
  return (object) => terms.every((matches) => matches(object));
}

function term(text: string, kind: Kind): Matches {
  const [, path, operator, value] = /^([^=!]+?)\s*(!=|==|=)\s*(.*)$/.exec(text) ?? [];
  if (path === undefined || operator === undefined) {
    return refusals.badRequest(`invalid selector: '${text}'; can't understand '${text}'`);
  }
  if (!supports(kind, path)) {
    const isPlain =
      !kind.isCustom && selectable[`${apiVersionOf(kind)}/${kind.kind}`] === undefined;
    return refusals.badRequest(
      isPlain
        ? `"${path}" is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${path}`,
    );
  }
  const keys = path.split(".");
  const isIt: Matches = (object) => valueAt(object, keys) === value;
  return operator === "!=" ? (object) => !isIt(object) : isIt;
}

function valueAt(object: JsonObject, keys: readonly string[]): string {
  // `source` of an Event is an object: its component is meant.
  const value = field(object, ...(keys[0] === "source" ? ["source", "component"] : keys));
  return value === undefined ? "" : String(value);
}

const supports = (kind: Kind, path: string): boolean =>
  path === "metadata.name" ||
  (path === "metadata.namespace" && kind.namespaced) ||
  (selectable[`${apiVersionOf(kind)}/${kind.kind}`] ?? []).includes(path);

const eventFields = (about: string, source: string): readonly string[] => [
  ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
    (it) => `${about}.${it}`,
  ),
  "reason",
  "reportingComponent",
  source,
  "type",
];

/** Which other fields a query may select by, in `strategy.go` of each kind. */
const selectable: Readonly<Record<string, readonly string[]>> = {
  "v1/Event": eventFields("involvedObject", "source"),
  "events.k8s.io/v1/Event": eventFields("regarding", "source"),
  "v1/Pod": [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "spec.hostNetwork",
    "status.phase",
    "status.podIP",
    "status.nominatedNodeName",
  ],
  "v1/Namespace": ["status.phase"],
  "v1/Node": ["spec.unschedulable"],
  "v1/Secret": ["type"],
  "v1/Service": ["spec.clusterIP", "spec.type"],
  "v1/ReplicationController": ["status.replicas"],
  "apps/v1/ReplicaSet": ["status.replicas"],
  "batch/v1/Job": ["status.successful"],
};
