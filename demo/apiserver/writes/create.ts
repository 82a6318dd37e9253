import { field, type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../cluster.ts";
import { managedUpdate } from "../fields/managed.ts";
import { apiVersionOf } from "../kind.ts";
import { defaulted } from "../objects/defaulted.ts";
import { metadataOf, nameOf, namespaceOf, withMetadata } from "../objects/metadata.ts";
import { refusals } from "../refusals.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";
import { kept } from "../versions.ts";
import { allotted } from "./allotted.ts";
import type { WriteOptions } from "./options.ts";
import { born, emptyObject, type Prepared, shaped, validate } from "./prepared.ts";

/** Keeps a new object. `managed`: it says already who set what, as server-side apply does. */
export function create(
  target: Target,
  sent: JsonObject,
  options: WriteOptions,
  managed = false,
): Prepared {
  const { cluster, kind } = target;
  const { object, warnings } = shaped(named(sent, target), inNamespaceOf(target, sent), options);
  const name = nameOf(object);
  checkNamespace(target, namespaceOf(object), name);
  const key = storeKey(namespaceOf(object), name);
  if (metadataOf(sent).resourceVersion) {
    refusals.badRequest("resourceVersion should not be set on objects to be created");
  }
  const made = born(withoutStatus(object, target), target);
  validate(made, undefined, kind);
  if (cluster.store.get(kind.storage, key)) refusals.alreadyExists(kind, name);
  const whole = managed
    ? made
    : managedUpdate(emptyObject(kind), withMetadata(made, { managedFields: undefined }), {
        name: options.fieldManager,
        operation: "Update",
        apiVersion: apiVersionOf(kind),
        subresource: "",
        time: timestamp(cluster.now()),
        schema: kind.schema,
        hasStatus: kind.subresources.includes("status"),
      });
  const stored = kept(allotted(whole, target), kind);
  if (options.dryRun) return { object: stored, warnings };
  return { object: cluster.store.put(kind.storage, key, stored), warnings };
}

/** A name made of `generateName`. */
function named(object: JsonObject, { cluster, name }: Target): JsonObject {
  const prefix = stringOf(metadataOf(object).generateName);
  if (prefix === "" || name !== "" || nameOf(object) !== "") return object;
  return withMetadata(object, { name: `${prefix.slice(0, 58)}${cluster.letters(5)}` });
}

/** An Event may be sent to the collection of all namespaces; all else has its namespace in the path. */
function inNamespaceOf(target: Target, sent: JsonObject): Target {
  if (!target.kind.namespaced || target.namespace !== "") return target;
  return { ...target, namespace: namespaceOf(sent) || "default" };
}

/** What has a status subresource is created without a status; a namespace begins with one. */
function withoutStatus(object: JsonObject, { kind }: Target): JsonObject {
  if (!kind.subresources.includes("status") || kind.plural === "namespaces") return object;
  const { status: _, ...rest } = object;
  // A definition may have defaults for the status, too.
  return kind.isCustom
    ? defaulted(rest, kind.schema)
    : { ...rest, ...(freshStatus[kind.plural] ?? { status: {} }) };
}

/** Kinds whose status is not empty when they are made. */
const freshStatus: Readonly<Record<string, JsonObject>> = {
  services: { status: { loadBalancer: {} } },
  ingresses: { status: { loadBalancer: {} } },
  deployments: { status: {} },
  statefulsets: { status: { replicas: 0, availableReplicas: 0 } },
  replicasets: { status: { replicas: 0 } },
  daemonsets: {
    status: {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    },
  },
  horizontalpodautoscalers: { status: { desiredReplicas: 0, currentMetrics: null } },
  pods: { status: { phase: "Pending", qosClass: "BestEffort" } },
};

function checkNamespace({ cluster, kind }: Target, namespace: string, name: string): void {
  if (!kind.namespaced) return;
  const found = cluster.store.get("/namespaces", storeKey("", namespace));
  if (!found) refusals.notFound({ group: "", plural: "namespaces" }, namespace);
  if (field(found, "metadata", "deletionTimestamp") !== undefined) {
    refusals.forbidden(
      kind,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}
