import type { Resource } from "../../resource.ts";
import type { Fix, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { type Metric, metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted } = exampleChecks;

/** Both still work. flagger.md §5.4, §6.5 M10, §7.1 */
export const metricFieldDeprecated: Rule = {
  code: "metric-field-deprecated",
  severity: "hint",
  title: "Metric with a field of old",
  explanation:
    "threshold and query of a metric are deprecated. A thresholdRange says which side of the bound is good, and a MetricTemplate keeps the query where several Canaries can share it and Flagger checks its provider at the start.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 1m
              threshold: 99
              #<- metric-field-deprecated
    `,
    right: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 1m
              thresholdRange: { min: 99 }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const it of metricsOf(canaryOf(resource, view))) {
      if (it.query !== undefined) {
        yield {
          at: [...it.at, "query"],
          on: "key",
          message: "query is deprecated. Move it to a MetricTemplate and name that by templateRef.",
          tag: "deprecated",
        };
      }
      if (it.threshold === undefined) continue;
      const side = sideOf(it);
      yield {
        at: [...it.at, "threshold"],
        on: "key",
        message: it.range
          ? "threshold is deprecated, and not looked at beside a thresholdRange. Remove it."
          : `threshold is deprecated. Write thresholdRange: { ${side}: ${it.threshold} }, which means the same.`,
        tag: "deprecated",
        fixes: [replaced(resource, it)],
      };
    }
  },
};

const sideOf = ({ builtIn }: Metric): "min" | "max" =>
  builtIn === "request-success-rate" ? "min" : "max";

function replaced(resource: Resource, it: Metric): Fix {
  const at = [...it.at, "threshold"];
  if (it.range) {
    const changes = [{ type: "remove", resource, at }] as const;
    return { title: "Remove threshold", changes, preferred: true };
  }
  const side = sideOf(it);
  return {
    title: `Replace with thresholdRange.${side}`,
    changes: [
      { type: "replace", resource, at, on: "key", text: "thresholdRange" },
      {
        type: "replace",
        resource,
        at,
        on: "value",
        text: `{ ${side}: ${it.threshold} }`,
        raw: true,
      },
    ],
    preferred: true,
  };
}
