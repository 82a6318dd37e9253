import { isObject, type JsonObject, listOf, numberOf, stringOf } from "../../canary/json.ts";
import type { CanaryReading } from "./canary.ts";
import type { Workload } from "./workload.ts";

export interface DiscoveredPort {
  readonly name: string;
  readonly port: number;
  readonly container: string;
}

/**
 * The ports that `portDiscovery` adds to the Services of a Canary, as written. flagger.md §3.3
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/util.go
 */
export function discoveredPorts(
  canary: CanaryReading,
  { containers }: Workload,
): readonly DiscoveredPort[] {
  if (canary.service.portDiscovery !== true) return [];
  const targetPort = canary.service.targetPort ?? 0;
  return containers
    .filter((it) => !SIDECARS.includes(stringOf(it.name)))
    .flatMap((container) =>
      listOf(container.ports).flatMap((it, index) => {
        if (!isObject(it) || isCovered(it, targetPort, canary)) return [];
        const name = stringOf(it.name) || `tcp-${stringOf(container.name)}-${index}`;
        return [{ name, port: numberOf(it.containerPort), container: stringOf(container.name) }];
      }),
    );
}

const SIDECARS = ["istio-proxy", "envoy"];

/** Is it what the port of the Canary leads to already? */
function isCovered(
  { containerPort, name }: JsonObject,
  targetPort: JsonObject[string],
  canary: CanaryReading,
): boolean {
  if (targetPort === 0 || targetPort === "0") return containerPort === canary.service.port;
  return typeof targetPort === "number" ? containerPort === targetPort : name === targetPort;
}
