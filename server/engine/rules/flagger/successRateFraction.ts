import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted } = exampleChecks;

/** The success rate is a percentage. flagger.md §5.3, §6.5 M07 */
export const successRateFraction: Rule = {
  code: "success-rate-fraction",
  severity: "warning",
  title: "Success rate as a fraction",
  explanation:
    "request-success-rate is compared in percent. A lower bound such as 0.99 asks for less than one successful request in a hundred, so nearly every version passes. Write 99.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 1m
              thresholdRange: { min: 0.99 }
              #                      ^^^^ success-rate-fraction
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
    for (const { at, builtIn, range, threshold } of metricsOf(canaryOf(resource, view))) {
      if (builtIn !== "request-success-rate") continue;
      const least = range ? range.min : threshold;
      if (least === undefined || least <= 0 || least > 1) continue;
      const place = range ? [...at, "thresholdRange", "min"] : [...at, "threshold"];
      const percent = String(Number((least * 100).toFixed(6)));
      yield {
        at: place,
        message: `The success rate is in percent: this passes as soon as ${least} % of the requests succeed.${least < 1 ? ` Write ${percent} for ${percent} %.` : ""}`,
        fixes: least < 1 ? [replaceValue(resource, place, percent, `Replace with ${percent}`)] : [],
      };
    }
  },
};
