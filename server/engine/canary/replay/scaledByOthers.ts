import type { Canary } from "../canary.ts";
import { field, type JsonObject } from "../json.ts";
import { keyOf } from "../objectKey.ts";
import type { Edit } from "../setup.ts";
import type { RecordedTick } from "./recording.ts";

/**
 * Replicas that others than Flagger and the script have set, an autoscaler for one: Flagger reads them as they are.
 * `find`: what stands now, by `Kind/namespace/name`.
 */
export function scaledByOthers(
  { reads }: Pick<RecordedTick, "reads">,
  canary: Pick<Canary, "namespace" | "spec">,
  find: (key: string) => JsonObject | undefined,
): readonly Edit[] {
  return (["target", "primary"] as const).flatMap((which): Edit[] => {
    const reading = reads[which];
    const replicas = reading && "specReplicas" in reading ? reading.specReplicas : undefined;
    const { name: target } = canary.spec.target;
    const name = which === "target" ? target : `${target}-primary`;
    const object = find(keyOf("Deployment", canary.namespace, name));
    if (!object || replicas === undefined || field(object, "spec", "replicas") === replicas) {
      return [];
    }
    return [{ edit: "patch", object: { kind: "Deployment", name }, body: { spec: { replicas } } }];
  });
}
