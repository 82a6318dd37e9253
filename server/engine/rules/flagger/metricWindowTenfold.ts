import { durationWords } from "../../durationWords.ts";
import { goDuration } from "../../goDuration.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { templateOf } from "./templateOf.ts";
import { tickSeconds } from "./tickSeconds.ts";

const { weighted } = exampleChecks;

const template = `
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: datadog, secretRef: { name: datadog } }
        query: avg:errors{app:{{ target }}}`;

/** The window is ten intervals, and its oldest point counts. flagger.md §5.7, §6.5 M27 */
export const metricWindowTenfold: Rule = {
  code: "metric-window-tenfold",
  severity: "hint",
  title: "Datadog metric that looks back before the last step",
  explanation:
    "Flagger asks Datadog for ten times the interval of the metric and takes the first point, which is the oldest. Where that reaches back beyond the last tick, a step is judged by what happened before it, and the first checks by what happened before the rollout. Choose an interval of a tenth of analysis.interval, or an aggregation in the query.",
  link: "https://docs.flagger.app/usage/metrics#datadog",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: errors
              interval: 5m
              #         ^^ metric-window-tenfold
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
${template}
    `,
    right: `${weighted}
          metrics:
            - name: errors
              interval: 6s
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
${template}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const every = tickSeconds(canary);
    for (const metric of metricsOf(canary)) {
      if (!metric.template || metric.interval === undefined || every === undefined) continue;
      const duration = goDuration(metric.interval);
      if (!("seconds" in duration)) continue;
      const window = 10 * duration.seconds;
      if (window <= every || templateOf(metric, canary, view)?.type !== "datadog") continue;
      yield {
        at: [...metric.at, "interval"],
        message: `Flagger asks Datadog for ten times this, ${durationWords(window)}, and takes the oldest point, so each check judges what happened ${Math.round(window / every)} ticks before it.`,
      };
    }
  },
};
