import { providerOf } from "../../canary/metrics/providers.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { callsIn, type Template, templateOf } from "./templateOf.ts";

const { weighted, template } = exampleChecks;

/** Only built-in and inline metrics have an interval by default. flagger.md §5.7, §6.5 M11 */
export const metricIntervalMissing: Rule = {
  code: "metric-interval-missing",
  severity: "error",
  title: "Metric of a template without its interval",
  explanation:
    "A metric with templateRef has no interval by default. {{ interval }} in its query then stands for nothing, so Prometheus is asked for an empty range and refuses, and Datadog, New Relic, CloudWatch, Dynatrace and Splunk cannot be asked at all. Each tick is a failed check. Write the interval, say 1m.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: errors
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
              #<- metric-interval-missing
${template}sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
    `,
    right: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
${template}sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const metric of metricsOf(canary)) {
      if (metric.interval !== undefined || !metric.template) continue;
      const found = templateOf(metric, canary, view);
      const why = found && needOf(found);
      if (!why) continue;
      const { text } = metric.template;
      yield {
        at: [...metric.at, "templateRef"],
        on: "key",
        message: `Without an interval this check fails at every tick: ${why} of MetricTemplate ${text}. Add interval: 1m beside it.`,
        related: [
          { resource: found.resource, at: ["spec", "query"], message: `The query of ${text}.` },
        ],
        fixes: [
          {
            title: "Add interval: 1m",
            changes: [{ type: "insert", resource, at: metric.at, text: "interval: 1m" }],
          },
        ],
      };
    }
  },
};

function needOf({ type, query }: Template): string | undefined {
  if (providerOf(type).needsInterval) return `it is the window of the provider ${type}`;
  return query !== undefined && callsIn(query).has("interval")
    ? "{{ interval }} stands for nothing in the query"
    : undefined;
}
