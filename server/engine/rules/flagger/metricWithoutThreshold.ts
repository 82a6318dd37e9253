import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { weighted } = exampleChecks;

/** The bound that nobody wrote is 0. flagger.md §5.4, §6.5 M05 */
export const metricWithoutThreshold: Rule = {
  code: "metric-without-threshold",
  severity: "error",
  title: "Metric without a threshold",
  explanation:
    "A metric without thresholdRange is compared with 0. For durations and metrics of templates 0 is the upper bound, so any value above it fails and each rollout is rolled back. For request-success-rate it is the lower one, which no value is below, so the check never fails. Write the bounds that are meant.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-duration
              #     ^^^^^^^^^^^^^^^^ metric-without-threshold
              interval: 1m
    `,
    right: `${weighted}
          metrics:
            - name: request-duration
              interval: 1m
              thresholdRange: { max: 500 }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const it of metricsOf(canary)) {
      if (it.name === "" || it.range || it.threshold !== undefined) continue;
      // What asks nothing is told so by another rule.
      if (!it.builtIn && !it.template && !it.query) continue;
      const isRate = it.builtIn === "request-success-rate";
      yield {
        at: [...it.at, "name"],
        message: isRate
          ? "Without a thresholdRange this check passes at any success rate, even 0 %. Add thresholdRange.min, in percent."
          : `Without a thresholdRange any value of ${it.name} above 0 is a failed check, so ${rolledBack(canary)}. Add thresholdRange.max${it.builtIn ? ", in milliseconds" : ""}.`,
        severity: isRate ? "warning" : "error",
      };
    }
  },
};
