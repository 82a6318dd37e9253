import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import type { Inside } from "../../apiserver/inside.ts";
import {
  isTerminating,
  nameOf,
  namespaceOf,
  textsOf,
  uidOf,
  withMetadata,
} from "../../apiserver/objects/metadata.ts";
import { changeTo } from "../changeTo.ts";
import type { Controller } from "../controller.ts";
import { isTrue } from "./conditions.ts";
import { ownerReferencesTo } from "./owned.ts";
import { podsOf, selects } from "./podsOf.ts";
import { NODE } from "./scheduler.ts";

/** Addresses behind each Service, as an EndpointSlice and as Endpoints. */
export const endpointsController: Controller = {
  name: "endpoint-slice-controller",
  kinds: [{ apiVersion: "v1", kind: "Service" }],
  watches: [
    {
      apiVersion: "v1",
      kind: "Pod",
      isNews: () => true,
      places: (pod, inside) =>
        inside
          .list("v1", "Service")
          .filter((it) => selects(it, pod))
          .map((it) => ({
            apiVersion: "v1",
            kind: "Service",
            namespace: namespaceOf(it),
            name: nameOf(it),
          })),
    },
  ],
  reconcile(place, desk) {
    const { inside } = desk;
    const service = inside.get(place);
    if (!service) inside.remove({ ...place, kind: "Endpoints" });
    if (!service || isTerminating(service) || !isObject(field(service, "spec", "selector")))
      return {};
    const pods = podsOf(service, inside).filter(
      (it) => stringOf(field(it, "status", "podIP")) !== "" && !isTerminating(it),
    );
    const now = timestamp(desk.now());
    put(inside, sliceOf(service, pods), now);
    put(inside, endpointsOf(service, pods), now);
    return {};
  },
};

/** Writes what is other than before; a new one tells when the Service was made. */
function put(inside: Inside, object: JsonObject, now: string): void {
  const place = {
    apiVersion: stringOf(object.apiVersion),
    kind: stringOf(object.kind),
    namespace: namespaceOf(object),
    name: nameOf(object),
  };
  const known = inside.get(place);
  if (!known) {
    inside.create(withMetadata(object, { annotations: { [TRIGGER]: now } }));
    return;
  }
  const { apiVersion: _, kind: __, metadata: ___, ...said } = object;
  const was = Object.fromEntries(Object.keys(said).map((key) => [key, known[key]]));
  const change = changeTo(was, said);
  if (change) inside.patch(place, { ...change, metadata: { annotations: { [TRIGGER]: null } } });
}

const TRIGGER = "endpoints.kubernetes.io/last-change-trigger-time";

const isReady = (pod: JsonObject): boolean => isTrue(pod, "Ready");

const targetOf = (pod: JsonObject): JsonObject => ({
  kind: "Pod",
  name: nameOf(pod),
  namespace: namespaceOf(pod),
  uid: uidOf(pod),
});

const addressOf = (pod: JsonObject): Json => field(pod, "status", "podIP") ?? "";

function sliceOf(service: JsonObject, pods: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: {
      name: `${nameOf(service)}-${uidOf(service).slice(-5)}`,
      generateName: `${nameOf(service)}-`,
      namespace: namespaceOf(service),
      labels: {
        ...textsOf(service, "labels"),
        "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
        "kubernetes.io/service-name": nameOf(service),
      },
      ownerReferences: ownerReferencesTo(service),
    },
    addressType: "IPv4",
    endpoints: pods.map((pod) => ({
      addresses: [addressOf(pod)],
      conditions: { ready: isReady(pod), serving: isReady(pod), terminating: false },
      nodeName: NODE,
      targetRef: targetOf(pod),
    })),
    ports: pods.length === 0 ? undefined : portsOf(service, pods[0]),
  };
}

function endpointsOf(service: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const addresses = (all: readonly JsonObject[]) =>
    all.map((it) => ({ ip: addressOf(it), nodeName: NODE, targetRef: targetOf(it) }));
  const ready = pods.filter(isReady);
  const unready = pods.filter((it) => !isReady(it));
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: {
      name: nameOf(service),
      namespace: namespaceOf(service),
      labels: {
        ...textsOf(service, "labels"),
        "endpoints.kubernetes.io/managed-by": "endpoint-controller",
      },
    },
    subsets:
      pods.length === 0
        ? undefined
        : [
            {
              ...(ready.length > 0 && { addresses: addresses(ready) }),
              ...(unready.length > 0 && { notReadyAddresses: addresses(unready) }),
              ports: portsOf(service, pods[0]),
            },
          ],
  };
}

function portsOf(service: JsonObject, pod: JsonObject | undefined): readonly JsonObject[] {
  return listOf(field(service, "spec", "ports"))
    .filter(isObject)
    .map((it) => ({
      name: it.name ?? "",
      port: portOf(it, pod),
      protocol: it.protocol ?? "TCP",
    }));
}

/** A port by its name is that of the container. */
function portOf({ port, targetPort }: JsonObject, pod: JsonObject | undefined): Json {
  if (typeof targetPort === "number") return targetPort;
  const named = listOf(field(pod, "spec", "containers"))
    .flatMap((it) => listOf(field(it, "ports")))
    .find((it) => field(it, "name") === targetPort);
  return field(named, "containerPort") ?? port ?? 0;
}
