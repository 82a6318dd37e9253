import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
} from "../../../server/engine/canary/json.ts";
import { metadataOf, nameOf, textsOf, uidOf, withMetadata } from "../objects/metadata.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";

/** What the server gives an object of its own accord, so that no manager owns it. */
export function allotted(object: JsonObject, target: Target): JsonObject {
  switch (target.kind.isCustom ? "" : target.kind.plural) {
    case "namespaces":
      return {
        ...object,
        spec:
          isObject(object.spec) && object.spec.finalizers
            ? object.spec
            : { finalizers: ["kubernetes"] },
        status:
          isObject(object.status) && object.status.phase ? object.status : { phase: "Active" },
      };
    case "events":
      return { eventTime: null, ...(object.apiVersion === "v1" && unnamed), ...object };
    case "jobs":
      return selecting(object);
    case "services":
      return addressed(object, target);
    default:
      return object;
  }
}

/** What an Event of the core group always says. */
const unnamed = { reportingComponent: "", reportingInstance: "" };

/** A Job finds its pods by labels that name it, unless somebody says otherwise. */
function selecting(object: JsonObject): JsonObject {
  const { spec } = object;
  if (!isObject(spec) || !isObject(spec.template) || spec.manualSelector === true) return object;
  const uid = uidOf(object);
  const labels = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": nameOf(object),
    "controller-uid": uid,
    "job-name": nameOf(object),
  };
  const template = withMetadata(spec.template, {
    labels: { ...textsOf(spec.template, "labels"), ...labels },
  });
  const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  const own = textsOf(object, "labels");
  const named =
    Object.keys(own).length > 0
      ? object
      : withMetadata(object, { labels: textsOf(template, "labels") });
  return { ...named, spec: { selector, ...spec, template } };
}

/** A Service with an address inside of the cluster. */
function addressed(object: JsonObject, { cluster, kind }: Target): JsonObject {
  const { spec } = object;
  if (!isObject(spec) || spec.type === "ExternalName") return object;
  const { namespace } = metadataOf(object);
  const before = cluster.store.get(kind.storage, storeKey(String(namespace ?? ""), nameOf(object)));
  const old = isObject(before?.spec) ? before.spec : {};
  const address =
    given(spec.clusterIP) ?? given(old.clusterIP) ?? nextAddress(takenAddresses(cluster, kind));
  return {
    ...object,
    spec: {
      ...spec,
      clusterIP: address,
      clusterIPs: listOf(spec.clusterIPs).length > 0 ? spec.clusterIPs : [address],
      ipFamilies: spec.ipFamilies ?? ["IPv4"],
      ipFamilyPolicy: spec.ipFamilyPolicy ?? "SingleStack",
    },
  };
}

const given = (it: Json | undefined): Json | undefined => (it === "" ? undefined : it);

const takenAddresses = (
  cluster: Target["cluster"],
  { storage }: Target["kind"],
): ReadonlySet<Json | undefined> =>
  new Set(
    cluster.store
      .list(storage)
      .map(([, it]) => (isObject(it.spec) ? it.spec.clusterIP : undefined)),
  );

/** The first address of 10.96.0.0/16 that nobody has; the first one of all is the API server's. */
function nextAddress(taken: ReadonlySet<Json | undefined>): string {
  for (let index = 1; index < 65_000; index++) {
    const address = `10.96.${index >> 8}.${index & 255}`;
    if (!taken.has(address)) return address;
  }
  return "None";
}
