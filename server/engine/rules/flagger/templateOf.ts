import { field, stringOf } from "../../canary/json.ts";
import { providerOf } from "../../canary/metrics/providers.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { CanaryReading } from "./canary.ts";
import { type Metric, mayQueryChange } from "./metricsOf.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

/** A MetricTemplate as rules read it. */
export interface Template {
  readonly resource: Resource;
  /** Of its provider; `prometheus` where none is written. */
  readonly type: string;
  /** Is its query PromQL? */
  readonly isPrometheus: boolean;
  /** `undefined` where something in it is still to be filled in. */
  readonly query: string | undefined;
}

/** The template of a metric; `undefined` where it has none, or which it is is not known. */
export function templateOf(
  metric: Metric,
  canary: CanaryReading,
  view: View,
): Template | undefined {
  if (!metric.template) return undefined;
  const found = resolve(view, canary.resource, metric.template);
  if (found.type !== "objects") return undefined;
  const [resource, ...others] = found.resources;
  return resource && others.length === 0 ? readTemplate(resource, view) : undefined;
}

/** `undefined` where the provider may still change. */
export function readTemplate(resource: Resource, view: View): Template | undefined {
  if (!isSettled(resource, view, ["spec", "provider"])) return undefined;
  const object = objectOf(resource, view);
  const query = stringOf(field(object, "spec", "query"));
  const type = stringOf(field(object, "spec", "provider", "type")) || "prometheus";
  return {
    resource,
    type,
    isPrometheus: providerOf(type).type === "prometheus",
    query: mayQueryChange(query) ? undefined : query,
  };
}

/** What a query asks Flagger to put in: `namespace`, `variables.topic`. Comments of the template are no calls. */
export function callsIn(query: string): ReadonlySet<string> {
  const calls = new Set<string>();
  for (let end = 0, start = query.indexOf("{{"); start >= 0; start = query.indexOf("{{", end)) {
    end = query.indexOf("}}", start);
    if (end < 0) break;
    const action = query.slice(start + 2, end).replace(/^-? */, "");
    if (action.startsWith("/*")) continue;
    for (const [, call = ""] of action.replace(STRINGS, "").matchAll(CALL)) calls.add(call);
  }
  return calls;
}

const STRINGS = /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)|`[^`]*(?:`|$)/g;
const CALL = /(?<![\w.$])([A-Za-z_]\w*(?:\.\w+)*)/g;
