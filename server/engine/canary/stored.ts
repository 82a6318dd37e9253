import { utf8Bytes } from "../bytes.ts";
import { base64Of } from "../kustomize/base64.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "./json.ts";
import { storedKnative } from "./storedKnative.ts";
import { storedRoute } from "./storedRoute.ts";
import { stringsOf } from "./stringsOf.ts";
import { tokenOf } from "./tokenOf.ts";

/**
 * An object as the API server stores it: with those of its defaults that Flagger reads back.
 * `before`: what is stored so far.
 */
export function stored(object: JsonObject, before: JsonObject | undefined): JsonObject {
  const complete = DEFAULTS[stringOf(object.kind)]?.(object) ?? object;
  const generation = field(before, "metadata", "generation");
  const counted =
    typeof generation !== "number" ? 1 : generation + (complete.spec === before?.spec ? 0 : 1);
  const metadata = isObject(complete.metadata) ? complete.metadata : {};
  return metadata.generation === counted
    ? complete
    : { ...complete, metadata: { ...metadata, generation: counted } };
}

const DEFAULTS: Readonly<Record<string, (object: JsonObject) => JsonObject>> = Object.assign(
  Object.create(null),
  {
    Deployment: withReplicas,
    HorizontalPodAutoscaler: withLeast,
    HTTPRoute: storedRoute,
    Service: withService,
    Secret: withData,
  },
);

function withReplicas(object: JsonObject): JsonObject {
  if (!isObject(object.spec) || typeof object.spec.replicas === "number") return object;
  return { ...object, spec: { ...object.spec, replicas: 1 } };
}

function withLeast(object: JsonObject): JsonObject {
  if (!isObject(object.spec) || typeof object.spec.minReplicas === "number") return object;
  return { ...object, spec: { ...object.spec, minReplicas: 1 } };
}

function withService(object: JsonObject): JsonObject {
  const spec = object.spec;
  if (stringOf(object.apiVersion).startsWith("serving.knative.dev/")) return storedKnative(object);
  if (!isObject(spec) || object.apiVersion !== "v1") return object;
  const ports = listOf(spec.ports);
  const type = stringOf(spec.type) || "ClusterIP";
  const address = type === "ExternalName" ? "" : stringOf(spec.clusterIP) || addressOf(object);
  const isWhole = spec.type === type && (address === "" || listOf(spec.clusterIPs)[0] === address);
  if (isWhole && ports.every(isComplete)) return object;
  return {
    ...object,
    spec: {
      ...spec,
      type,
      ...(address === "" ? {} : { clusterIP: address, clusterIPs: [address] }),
      ...(ports.length > 0 ? { ports: ports.map(completed) } : {}),
    },
  };
}

/** The cluster picks a free address; here it follows from the name. */
function addressOf(object: JsonObject): string {
  const token = tokenOf({ name: field(object, "metadata", "name"), kind: "Service" });
  return `10.96.${Number.parseInt(token.slice(0, 2), 16)}.${Number.parseInt(token.slice(2, 4), 16)}`;
}

const isComplete = (port: Json): boolean =>
  isObject(port) && stringOf(port.protocol) !== "" && !isUnset(port.targetPort);

function completed(port: Json): Json {
  if (!isObject(port) || isComplete(port)) return port;
  return {
    ...port,
    protocol: stringOf(port.protocol) || "TCP",
    targetPort: isUnset(port.targetPort) ? port.port : port.targetPort,
  };
}

const isUnset = (targetPort: Json | undefined): boolean =>
  targetPort === undefined || targetPort === null || targetPort === 0 || targetPort === "";

function withData(object: JsonObject): JsonObject {
  const type = stringOf(object.type) || "Opaque";
  if (!isObject(object.stringData)) return object.type === type ? object : { ...object, type };
  const data: Record<string, string> = { ...stringsOf(object.data) };
  for (const [key, value] of Object.entries(stringsOf(object.stringData))) {
    data[key] = base64Of(utf8Bytes(value));
  }
  const { stringData: _, ...rest } = object;
  return { ...rest, type, data };
}
