import { flaggerFlag } from "../../flagger.ts";
import { goDuration } from "../../goDuration.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { type Metric, metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { callsIn, templateOf } from "./templateOf.ts";

const { weighted, successRate } = exampleChecks;

/** A rate needs two samples. flagger.md §6.5 M25 */
export const metricIntervalShort: Rule = {
  code: "metric-interval-short",
  severity: "warning",
  title: "Metric interval with fewer than two samples",
  explanation:
    "rate() needs two samples inside the interval. Prometheus takes one each 15 s to 60 s mostly, that of linkerd-viz each 10 s, that of Flagger's own chart each 5 s; in a shorter interval there are too few, no values are found, and the check fails. Write 1m.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 5s
              #         ^^ metric-interval-short
              thresholdRange: { min: 99 }
    `,
    right: `${weighted}
${successRate}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const metric of metricsOf(canary)) {
      if (metric.interval === undefined) continue;
      const duration = goDuration(metric.interval);
      const scrape =
        "seconds" in duration && duration.seconds < 20 && scrapedEach(metric, canary, view);
      if (!scrape || !("seconds" in duration) || duration.seconds >= 2 * scrape) continue;
      yield {
        at: [...metric.at, "interval"],
        message: `A rate needs two samples, and ${scrape === LINKERD ? `the Prometheus of linkerd-viz takes one each ${LINKERD} s` : `hardly a Prometheus takes them more often than each ${FASTEST} s`}, so ${metric.interval} is too short: no values are found and ${rolledBack(canary)}. Write 1m.`,
      };
    }
  },
};

/** Seconds between samples: of the Prometheus that Flagger's chart brings, and of linkerd-viz. */
const FASTEST = 5;
const LINKERD = 10;

/** `undefined` where the interval is not the window of a Prometheus. */
function scrapedEach(metric: Metric, canary: CanaryReading, view: View): number | undefined {
  const asks = (query: string | undefined) => query !== undefined && callsIn(query).has("interval");
  if (metric.builtIn || asks(metric.query)) {
    const server =
      canary.textAt(["spec", "metricsServer"]) ?? flaggerFlag(view, "metricsServer")?.text;
    return server?.includes("linkerd-viz") ? LINKERD : FASTEST;
  }
  const found = templateOf(metric, canary, view);
  return found?.isPrometheus && asks(found.query) ? FASTEST : undefined;
}
