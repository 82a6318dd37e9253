import { memo } from "../../memo.ts";
import type { CanaryService } from "../canary.ts";
import type { JsonObject } from "../json.ts";
import type { Run } from "../run.ts";

/** The ports of all three Services: that of the Canary first, then those that were discovered. */
export function servicePorts({ canary, ports }: Run): readonly JsonObject[] {
  const { service } = canary.spec;
  const more = Object.entries(ports).map(([name, port]) => ({
    name,
    protocol: "TCP",
    port,
    targetPort: port,
  }));
  return [firstPort(service), ...more];
}

const firstPort = memo(
  (service: CanaryService): JsonObject => ({
    name: service.portName,
    protocol: "TCP",
    port: service.port,
    targetPort: service.targetPort ?? service.port,
    ...(service.appProtocol === "" ? {} : { appProtocol: service.appProtocol }),
  }),
);
