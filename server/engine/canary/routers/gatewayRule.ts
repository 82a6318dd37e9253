import type { JsonObject } from "../json.ts";
import type { Names } from "./names.ts";

/** What all rules of an HTTPRoute have in common. */
export interface RuleParts {
  readonly names: Names;
  readonly port: number;
  readonly filters: readonly JsonObject[];
  readonly timeouts: JsonObject | undefined;
}

/** A rule with the weights of primary and canary, or of the primary alone. */
export function routeRule(
  plan: RuleParts,
  matches: readonly JsonObject[],
  weights: readonly [primary: number, canary?: number],
): JsonObject {
  const { filters, names, timeouts } = plan;
  const [primary, canary] = weights;
  const backendRefs = [backendRef(plan, names.primary, primary)];
  if (canary !== undefined) backendRefs.push(backendRef(plan, names.canary, canary));
  return {
    matches,
    ...(filters.length > 0 ? { filters } : {}),
    backendRefs,
    ...(timeouts ? { timeouts } : {}),
  };
}

export const backendRef = (
  { port }: Pick<RuleParts, "port">,
  name: string,
  weight: number,
): JsonObject => ({ group: "", kind: "Service", name, port, weight });
