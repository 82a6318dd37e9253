import { isObject, type Json, type JsonObject, numberOf, stringOf } from "../../canary/json.ts";
import { type BuiltInMetric, isBuiltIn } from "../../canary/metrics/observers.ts";
import { memo } from "../../memo.ts";
import type { Path } from "../../node.ts";
import { isOpen, type Reference } from "../../references/read.ts";
import type { CanaryReading } from "./canary.ts";

/** One entry of `analysis.metrics` as its rules read it. */
export interface Metric {
  readonly at: Path;
  readonly name: string;
  readonly builtIn: BuiltInMetric | undefined;
  /** As written; `undefined` where absent. */
  readonly interval: string | undefined;
  /** `undefined` where there is no `thresholdRange`. */
  readonly range: { readonly min?: number; readonly max?: number } | undefined;
  /** The deprecated bound, used where there is no range; `undefined` where it is not written. */
  readonly threshold: number | undefined;
  /** PromQL written in the Canary itself. */
  readonly query: string | undefined;
  readonly template: Reference | undefined;
  readonly variables: JsonObject;
}

/** The metrics of a Canary; those in which something is still to be filled in are left out. */
export const metricsOf: (canary: CanaryReading) => readonly Metric[] = memo((canary) => {
  const at = ["spec", "analysis", "metrics"];
  if (!canary.has(at) || !canary.isSettled(at)) return [];
  return canary.listAt(at).flatMap((it, index) => {
    if (!isObject(it) || mayChange(it, "query")) return [];
    return [metric(canary, it, [...at, index])];
  });
});

/** Does some text inside still wait for a tool that fills it in? Template functions in a query do not count. */
export function mayChange(it: Json | undefined, except?: string): boolean {
  if (typeof it === "string") return isOpen(it);
  if (Array.isArray(it)) return it.some((item) => mayChange(item));
  if (!isObject(it)) return false;
  return Object.entries(it).some(([key, value]) =>
    key === except ? mayQueryChange(stringOf(value)) : mayChange(value),
  );
}

/** As for other text, but that `{{ }}` belongs to the query. */
export const mayQueryChange = (query: string): boolean => isOpen(query.replaceAll("{{", ""));

function metric({ resource }: CanaryReading, it: JsonObject, at: Path): Metric {
  const name = stringOf(it.name);
  const range = isObject(it.thresholdRange) ? it.thresholdRange : undefined;
  const template = resource.references.find(
    ({ row, path }) =>
      row.code === "metric-template-missing" && path[3] === at[3] && path[1] === at[1],
  );
  return {
    at,
    name,
    builtIn: isBuiltIn(name) ? name : undefined,
    interval: stringOf(it.interval) || undefined,
    range: range && {
      ...(typeof range.min === "number" ? { min: range.min } : {}),
      ...(typeof range.max === "number" ? { max: range.max } : {}),
    },
    threshold: typeof it.threshold === "number" ? numberOf(it.threshold) : undefined,
    query: stringOf(it.query) || undefined,
    template,
    variables: isObject(it.templateVariables) ? it.templateVariables : {},
  };
}
