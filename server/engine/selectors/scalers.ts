import { field, type JsonObject, stringOf } from "../canary/json.ts";

/** Who scales which workload, in words, by the id of the workload. */
export function scalerWords(objects: Iterable<JsonObject>): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const object of objects) {
    const limits = LIMITS[stringOf(object.kind)];
    if (!limits) continue;
    const target = field(object, "spec", "scaleTargetRef");
    const id = `${stringOf(field(target, "kind")) || "Deployment"}/${stringOf(field(target, "name"))}`;
    const [least, most] = limits.map((it) => field(object, "spec", it));
    const range = typeof most === "number" ? `, ${Number(least ?? 1)} to ${most} pods` : "";
    const name = stringOf(field(object, "metadata", "name"));
    words.set(id, `scaled by ${stringOf(object.kind)} ${name}${range}`);
  }
  return words;
}

const LIMITS: Readonly<Record<string, readonly [least: string, most: string]>> = {
  HorizontalPodAutoscaler: ["minReplicas", "maxReplicas"],
  ScaledObject: ["minReplicaCount", "maxReplicaCount"],
};
