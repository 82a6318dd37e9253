import type { Canary } from "../canary.ts";
import type { ObjectName } from "../cluster.ts";
import { field, type JsonObject } from "../json.ts";

/** The autoscalers of target and primary by name, as far as Flagger decides them; `undefined` without `autoscalerRef`. */
export function recordedScalers(
  canary: Pick<Canary, "spec">,
  find: (name: ObjectName) => JsonObject | undefined,
): object | undefined {
  const { autoscaler } = canary.spec;
  if (!autoscaler) return undefined;
  const scalers: Record<string, object> = {};
  for (const name of [autoscaler.name, `${autoscaler.name}-primary`]) {
    const object = find({ kind: autoscaler.kind, name });
    if (object) scalers[name] = scalerForm(object);
  }
  return scalers;
}

function scalerForm({ kind, metadata, spec }: JsonObject): object {
  if (kind === "ScaledObject") {
    return {
      annotations: field(metadata, "annotations") ?? {},
      min: field(spec, "minReplicaCount"),
      max: field(spec, "maxReplicaCount"),
    };
  }
  return {
    min: field(spec, "minReplicas"),
    max: field(spec, "maxReplicas"),
    target: field(spec, "scaleTargetRef", "name"),
  };
}
