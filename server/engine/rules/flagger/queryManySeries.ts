import type { Rule } from "../rule.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { isMetricTemplate } from "./isMetricTemplate.ts";
import { isRange, splittingLabels } from "./promql.ts";
import { readTemplate } from "./templateOf.ts";

const { template } = exampleChecks;

/** One number is compared. flagger.md §5.5, §6.5 M16 */
export const queryManySeries: Rule = {
  code: "query-many-series",
  severity: "warning",
  title: "Query with more than one answer",
  explanation:
    "Flagger compares one number. Of several series it takes the last, whichever that is, so the others are judged by nobody; a range of values is an error, and a failed check at every tick. Aggregate without by, or around it: max(…), and put a range into rate(…) or its like.",
  link: "https://docs.flagger.app/usage/metrics#prometheus",
  examples: {
    wrong: `${template}sum(rate(errors_total{app="{{ target }}"}[{{ interval }}])) by (pod)
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ query-many-series
    `,
    right: `${template}max(sum(rate(errors_total{app="{{ target }}"}[{{ interval }}])) by (pod))
    `,
  },
  judges: "builds",
  about: isMetricTemplate,
  *check(resource, view) {
    const found = readTemplate(resource, view);
    if (!found?.query || !found.isPrometheus) return;
    const at = ["spec", "query"];
    if (isRange(found.query)) {
      yield {
        at,
        message:
          "This asks for all values of a range, which Flagger cannot compare, so the check fails at every tick. Put it into rate(…), avg_over_time(…) or the like.",
        severity: "error",
      };
    }
    const labels = splittingLabels(found.query);
    if (labels.length === 0) return;
    yield {
      at,
      message: `This gives one value for each ${labels.join(" and ")}, and Flagger compares the last of them alone. Leave out the by, or put max(…) or the like around it.`,
    };
  },
};
