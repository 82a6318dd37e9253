import type { Refusal } from "./cluster.ts";
import { field, type JsonObject, stringOf } from "./json.ts";

/** What the API server says against a HorizontalPodAutoscaler, as far as Flagger can bring it about. */
export function invalidAutoscaler({ metadata, spec }: JsonObject): Refusal | undefined {
  const [least = 1, most] = [field(spec, "minReplicas"), field(spec, "maxReplicas")];
  if (typeof least !== "number" || typeof most !== "number" || most >= least) return undefined;
  const name = stringOf(field(metadata, "name"));
  const mistake = `spec.maxReplicas: Invalid value: ${most}: must be greater than or equal to \`minReplicas\``;
  return {
    code: 422,
    message: `HorizontalPodAutoscaler.autoscaling "${name}" is invalid: ${mistake}`,
  };
}
