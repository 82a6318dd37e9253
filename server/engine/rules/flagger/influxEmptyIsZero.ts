import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { templateOf } from "./templateOf.ts";

const { weighted } = exampleChecks;

const template = `
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: influxdb, address: "http://influxdb.monitoring:8086" }
        query: from(bucket:"errors") |> range(start:-{{ interval }})`;

/** No answer is 0 here, not an error as elsewhere. flagger.md §5.7, §6.5 M26 */
export const influxEmptyIsZero: Rule = {
  code: "influx-empty-is-zero",
  severity: "hint",
  title: "InfluxDB query that passes when it finds nothing",
  explanation:
    "For a query of InfluxDB that finds nothing Flagger takes 0, while other providers fail. With an upper bound alone the check then passes, also when the version gets no traffic or the query has a slip. A second metric that counts requests, with a min above 0, tells the two apart.",
  link: "https://docs.flagger.app/usage/metrics#influxdb",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
              #<- influx-empty-is-zero
${template}
    `,
    right: `${weighted}
          metrics:
            - name: requests
              interval: 1m
              thresholdRange: { min: 10 }
              templateRef: { name: error-rate }
${template}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const metrics = metricsOf(canary);
    // Something else makes sure that there was traffic.
    if (metrics.some(({ builtIn, range }) => builtIn || (range?.min ?? 0) > 0)) return;
    for (const metric of metrics) {
      const most = metric.range ? metric.range.max : metric.threshold;
      if (!metric.template || most === undefined || most < 0) continue;
      const found = templateOf(metric, canary, view);
      if (found?.type !== "influxdb") continue;
      yield {
        at: [...metric.at, "templateRef"],
        on: "key",
        message: `Where this query finds nothing Flagger takes 0, which is at most ${most}, so the check passes without traffic too. Add a metric that counts requests, with a min above 0.`,
      };
    }
  },
};
