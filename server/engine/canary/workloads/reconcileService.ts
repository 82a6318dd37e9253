import { memo } from "../../memo.ts";
import { field, type Json, type JsonObject, stringOf } from "../json.ts";
import { prefixed } from "../prefixed.ts";
import { ownersOf } from "../routers/owner.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import { correctedService, managed } from "./correctedService.ts";
import { servicePorts } from "./servicePorts.ts";

/**
 * Makes a Service that leads to the pods whose label has this value, or puts it right. Nothing for targets without Services.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kubernetes_default.go
 */
export function reconcileService(
  run: Run,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  if (!run.target.hasServices) return undefined;
  const found = run.cluster.find({ kind: "Service", name });
  const failure = found
    ? update(run, found, name, value, metadata)
    : create(run, name, value, metadata);
  return failure && prefixed("reconcileService failed", failure);
}

function create(
  run: Run,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  const { namespace, spec } = run.canary;
  const { headless, trafficDistribution } = spec.service.object;
  const distribution = stringOf(trafficDistribution);
  const refused = run.cluster.create(
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name,
        namespace,
        labels: { ...stringsOf(field(metadata, "labels")), [run.label.key]: name },
        annotations: managed(metadata),
        ownerReferences: ownersOf(run.canary),
      },
      spec: {
        type: "ClusterIP",
        ...(headless === true ? { clusterIP: "None" } : {}),
        ...(distribution === "" ? {} : { trafficDistribution: distribution }),
        selector: { [run.label.key]: value },
        ports: servicePorts(run),
      },
    },
    MISSING,
  );
  if (!refused) return undefined;
  return { error: `service ${name}.${namespace} create error: ${refused.message}` };
}

const MISSING = {
  text: "Three Services stand before the pods: one for the users, one for the primary, one for the canary.",
  at: ["spec", "service"],
};

/** Most ticks find the Service as the last one left it, so the answer for it is kept. */
interface Agreed {
  canary?: JsonObject;
  label?: Run["label"];
  value?: string;
  ports?: Run["ports"];
}

const agreedWith = memo((_: JsonObject): Agreed => ({}));

function update(
  run: Run,
  service: JsonObject,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  const agreed = agreedWith(service);
  const { object } = run.canary;
  if (
    agreed.canary === object &&
    agreed.label === run.label &&
    agreed.value === value &&
    agreed.ports === run.ports
  ) {
    return undefined;
  }
  const wanted = correctedService(run, service, name, value, metadata);
  if (!wanted) {
    Object.assign(agreed, { canary: object, label: run.label, value, ports: run.ports });
    return undefined;
  }
  const refused = run.cluster.update(wanted);
  return refused && { error: `service ${name} update error: ${refused.message}` };
}
