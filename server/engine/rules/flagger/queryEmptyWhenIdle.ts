import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { outline } from "./promql.ts";
import { isCanary } from "./requestMatch.ts";
import { callsIn, templateOf } from "./templateOf.ts";
import { unvisited } from "./unvisited.ts";

const { blueGreen, template } = exampleChecks;

const metrics = `
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }`;

const share = `sum(rate(errors_total{app="{{ target }}"}[1m])) / sum(rate(requests_total{app="{{ target }}"}[1m]))`;

/** 0 / 0 is no value, and no value is a failed check. flagger.md §5.5, §6.5 M17 */
export const queryEmptyWhenIdle: Rule = {
  code: "query-empty-when-idle",
  severity: "warning",
  title: "Query without an answer where there is no traffic",
  explanation:
    "A share of requests is 0 divided by 0 while there are none, which Flagger takes for no values found: a failed check. This Canary gets no traffic while it is judged, so each rollout is rolled back. Make traffic by a webhook, or say in the query what holds without it: … or vector(0).",
  link: "https://docs.flagger.app/usage/metrics#prometheus",
  examples: {
    wrong: `${blueGreen}${metrics}
              #<- query-empty-when-idle
${template}${share}
    `,
    right: `${blueGreen}${metrics}
${template}(${share}) or vector(0)
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const templated = metricsOf(canary).filter((it) => it.template && !it.builtIn);
    const why = templated.length > 0 && canary.spec.skipAnalysis !== true && unvisited(canary);
    if (!why) return;
    for (const metric of templated) {
      const found = templateOf(metric, canary, view);
      if (!found?.query || !found.isPrometheus || !isShare(found.query)) continue;
      yield {
        at: [...metric.at, "templateRef"],
        on: "key",
        message: `No values found fails this check while there is no traffic, and ${why}. Make requests by a webhook, or end the query of MetricTemplate ${metric.template?.text} with "or vector(0)".`,
        related: [{ resource: found.resource, at: ["spec", "query"], message: "The query." }],
      };
    }
  },
};

const isShare = (query: string): boolean =>
  callsIn(query).has("target") && outline(query).includes("/") && !/\bor\b/i.test(query);
