import type { Analysis } from "./canary.ts";

export type Strategy = "canary" | "blue-green" | "ab-testing";

/**
 * How a new revision gets its traffic: some requests all of it (A/B testing), all of it at once after the checks
 * (Blue/Green), or more and more of it.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/flagger/v1beta1/canary.go
 */
export function strategyOf({
  match,
  iterations,
}: Pick<Analysis, "match" | "iterations">): Strategy {
  if (iterations <= 0) return "canary";
  return match.length > 0 ? "ab-testing" : "blue-green";
}
