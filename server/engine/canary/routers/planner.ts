import type { Canary } from "../canary.ts";
import { field, isObject, type Json, type JsonObject } from "../json.ts";

/**
 * What a router wants for a Canary, made once for each spec: a status write makes a new Canary object,
 * but leaves its spec as it is.
 */
export function planner<Plan extends object>(
  build: (canary: Canary) => Plan,
): (canary: Canary) => Plan {
  const known = new WeakMap<JsonObject, Known<Plan>>();
  return (canary) => {
    const spec = canary.object.spec;
    if (!isObject(spec)) return build(canary);
    const annotations = field(canary.object, "metadata", "annotations");
    const found = known.get(spec);
    if (found && isFor(found, canary, annotations)) return found.plan;
    const plan = build(canary);
    known.set(spec, { name: canary.name, namespace: canary.namespace, annotations, plan });
    return plan;
  };
}

interface Known<Plan> {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: Json | undefined;
  readonly plan: Plan;
}

const isFor = (known: Known<object>, canary: Canary, annotations: Json | undefined): boolean =>
  known.name === canary.name &&
  known.namespace === canary.namespace &&
  known.annotations === annotations;
