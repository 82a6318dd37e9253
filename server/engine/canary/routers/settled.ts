import type { JsonObject } from "../json.ts";

/**
 * Is an object as a plan wants it? Asked once for each pair of object and plan, because most ticks find both as they
 * left them.
 */
export function settled<Plan extends object>(
  isAsPlanned: (found: JsonObject, plan: Plan) => boolean,
): (found: JsonObject, plan: Plan) => boolean {
  const known = new WeakMap<JsonObject, { readonly plan: Plan; readonly answer: boolean }>();
  return (found, plan) => {
    const last = known.get(found);
    if (last?.plan === plan) return last.answer;
    const answer = isAsPlanned(found, plan);
    known.set(found, { plan, answer });
    return answer;
  };
}
