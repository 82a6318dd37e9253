import { goDuration } from "../../goDuration.ts";
import type { Canary } from "../canary.ts";
import { isObject, type JsonObject, numberOf, stringOf } from "../json.ts";
import { headersAsked } from "./headersAsked.ts";
import type { Annotations } from "./toolkit.ts";

/** What both versions of App Mesh are told in the same way. */
export interface AppmeshParts {
  readonly protocol: "grpc" | "http";
  readonly logging: JsonObject;
  /** `headers` of a route, where any are asked. */
  readonly headers: JsonObject;
  readonly retries: AppmeshRetries | undefined;
  /** For the gateway; none without hosts. */
  readonly gatewayAnnotations: Annotations;
  readonly hasMatch: boolean;
}

export interface AppmeshRetries {
  readonly milliseconds: number;
  readonly attempts: number;
  readonly events: readonly string[];
}

export function appmeshParts(canary: Canary): AppmeshParts {
  const headers = headersAsked(canary).map(({ name, asked }) => ({ name, match: texts(asked) }));
  const logs = canary.annotations["appmesh.flagger.app/accesslog"] === "enabled";
  return {
    protocol: canary.spec.service.portName.includes("grpc") ? "grpc" : "http",
    logging: logs ? { logging: { accessLog: { file: { path: "/dev/stdout" } } } } : {},
    headers: headers.length > 0 ? { headers } : {},
    retries: retriesOf(canary),
    gatewayAnnotations: gatewayAnnotationsOf(canary),
    hasMatch: (canary.spec.analysis?.match.length ?? 0) > 0,
  };
}

function texts(asked: JsonObject): JsonObject {
  const pairs = ["exact", "prefix", "regex", "suffix"].map((key) => [key, stringOf(asked[key])]);
  return Object.fromEntries(pairs.filter(([, text]) => text !== ""));
}

function retriesOf(canary: Canary): AppmeshRetries | undefined {
  const { retries } = canary.spec.service.object;
  if (!isObject(retries)) return undefined;
  const perTry = goDuration(stringOf(retries.perTryTimeout));
  const attempts = numberOf(retries.attempts);
  const events = stringOf(retries.retryOn);
  return {
    milliseconds: "error" in perTry ? 250 : Math.trunc(perTry.seconds * 1000),
    attempts: attempts > 0 ? attempts : 1,
    events: events === "" ? ["gateway-error"] : events.split(","),
  };
}

function gatewayAnnotationsOf(canary: Canary): Annotations {
  const { hosts, object } = canary.spec.service;
  if (hosts.length === 0) return {};
  const timeout = stringOf(object.timeout);
  const attempts = isObject(object.retries) ? numberOf(object.retries.attempts) : 0;
  return {
    "gateway.appmesh.k8s.aws/expose": "true",
    "gateway.appmesh.k8s.aws/domain": hosts.map((host) => `${host},`).join(""),
    ...(timeout ? { "gateway.appmesh.k8s.aws/timeout": timeout } : {}),
    ...(attempts > 0 ? { "gateway.appmesh.k8s.aws/retries": `${attempts}` } : {}),
  };
}
