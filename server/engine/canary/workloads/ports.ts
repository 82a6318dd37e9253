import { memo } from "../../memo.ts";
import type { CanaryService } from "../canary.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "../json.ts";

type Ports = Readonly<Record<string, number>>;

/**
 * The container ports of a workload by name, without those of proxies and the one that the Service has anyway. None without
 * `portDiscovery`.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/util.go
 */
export function discoveredPorts(service: CanaryService, workload: JsonObject): Ports {
  if (service.object.portDiscovery !== true) return NONE;
  const known = ofWorkload(workload);
  if (known.service !== service) {
    known.service = service;
    known.ports = find(service, workload);
  }
  return known.ports;
}

const NONE: Ports = {};

const ofWorkload = memo((_: JsonObject): { service?: CanaryService; ports: Ports } => ({
  ports: NONE,
}));

function find(service: CanaryService, workload: JsonObject): Ports {
  const ports: Record<string, number> = {};
  for (const container of listOf(field(workload, "spec", "template", "spec", "containers"))) {
    const name = stringOf(field(container, "name"));
    if (name === "istio-proxy" || name === "envoy") continue;
    for (const [index, port] of listOf(field(container, "ports")).entries()) {
      const number = field(port, "containerPort");
      if (typeof number !== "number" || isServed(service, port)) continue;
      ports[stringOf(field(port, "name")) || `tcp-${name}-${index}`] = number;
    }
  }
  return ports;
}

/** Does the first port of the Service lead here already? */
function isServed(service: CanaryService, port: Json): boolean {
  const { targetPort } = service;
  if (targetPort === undefined) return field(port, "containerPort") === service.port;
  return field(port, typeof targetPort === "number" ? "containerPort" : "name") === targetPort;
}
