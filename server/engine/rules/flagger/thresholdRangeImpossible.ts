import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { weighted } = exampleChecks;

/** A range that holds everything, or nothing. flagger.md §5.4, §6.5 M06 */
export const thresholdRangeImpossible: Rule = {
  code: "threshold-range-impossible",
  severity: "error",
  title: "Threshold range that holds nothing, or everything",
  explanation:
    "A value must be at least min and at most max of the thresholdRange. Where min is greater than max no value is, so the check fails at every tick and each rollout is rolled back. Where neither is written every value is, and a threshold beside the range is not looked at, so the check never fails.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-duration
              interval: 1m
              thresholdRange: { min: 500, max: 100 }
              #                      ^^^ threshold-range-impossible
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
    for (const { at, name, range, threshold } of metricsOf(canary)) {
      if (!range) continue;
      const { min, max } = range;
      const place = [...at, "thresholdRange"];
      if (min !== undefined && max !== undefined && min > max) {
        yield {
          at: [...place, "min"],
          message: `No value of ${name} is at least ${min} and at most ${max}, so this check fails at every tick and ${rolledBack(canary)}.`,
        };
      }
      if (min !== undefined || max !== undefined) continue;
      const isIgnored = threshold !== undefined;
      yield {
        at: place,
        on: "key",
        message: isIgnored
          ? `This empty thresholdRange wins over threshold: ${threshold}, so ${name} never fails.`
          : `This thresholdRange has neither min nor max, so ${name} never fails.`,
        severity: "warning",
        fixes: isIgnored ? [removeField(resource, place, "Remove the empty thresholdRange")] : [],
      };
    }
  },
};
