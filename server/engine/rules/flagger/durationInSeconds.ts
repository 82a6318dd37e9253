import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { weighted } = exampleChecks;

/** Durations are cut to whole milliseconds before they are compared. flagger.md §5.4, §6.5 M09 */
export const durationInSeconds: Rule = {
  code: "duration-in-seconds",
  severity: "error",
  title: "Duration below a millisecond",
  explanation:
    "request-duration is compared in whole milliseconds, and a bound below 1 becomes 0, so every request is too slow and each rollout is rolled back. Half a second is 500.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-duration
              interval: 1m
              thresholdRange: { max: 0.5 }
              #                      ^^^ duration-in-seconds
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
    for (const { at, builtIn, range, threshold } of metricsOf(canary)) {
      if (builtIn !== "request-duration") continue;
      const most = range ? range.max : threshold;
      if (most === undefined || most >= 1) continue;
      const place = range ? [...at, "thresholdRange", "max"] : [...at, "threshold"];
      const milliseconds = String(Number((most * 1000).toFixed(6)));
      const isSeconds = most > 0;
      yield {
        at: place,
        message: `Flagger counts milliseconds and cuts this to ${Math.trunc(most)}, so every request is too slow and ${rolledBack(canary)}.${isSeconds ? ` Write ${milliseconds} for ${most} s.` : ""}`,
        fixes: isSeconds
          ? [replaceValue(resource, place, milliseconds, `Replace with ${milliseconds}`)]
          : [],
      };
    }
  },
};
