import { nearest } from "../../nearest.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { callsIn, templateOf } from "./templateOf.ts";

const { weighted, template } = exampleChecks;

const query = `sum(rate(errors_total{topic="{{ variables.topic }}", app="{{ target }}"}[1m]))`;

/** A key that is not there is an error of the template. flagger.md §5.5, §5.7, §6.5 M14 */
export const queryVariableUndefined: Rule = {
  code: "query-variable-undefined",
  severity: "error",
  title: "Variable of a query that the metric does not define",
  explanation:
    "{{ variables.topic }} in a query stands for topic under templateVariables of the metric. A metric that does not define it is a failed check at every tick, so each rollout is rolled back.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
              #<- query-variable-undefined
${template}${query}
    `,
    right: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
              templateVariables: { topic: orders }
${template}${query}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const metric of metricsOf(canary)) {
      const found = templateOf(metric, canary, view);
      const defined = Object.keys(metric.variables);
      for (const query of [metric.query, found?.query]) {
        const missing =
          query === undefined ? [] : wanted(query).filter((it) => !defined.includes(it));
        const [first] = missing;
        if (first === undefined) continue;
        const isInline = query === metric.query;
        const near = nearest(first, defined);
        const names = missing.map((it) => `"${it}"`).join(" and ");
        yield {
          at: [
            ...metric.at,
            defined.length > 0 ? "templateVariables" : isInline ? "query" : "templateRef",
          ],
          on: "key",
          message: `${isInline ? "This query" : `MetricTemplate ${metric.template?.text}`} needs ${names} under templateVariables, so this check fails at every tick and ${rolledBack(canary)}.${near ? ` Is "${near}" meant?` : ""}`,
          related:
            found && !isInline
              ? [{ resource: found.resource, at: ["spec", "query"], message: "The query." }]
              : [],
        };
      }
    }
  },
};

/** Of a query with branches nobody knows which parts are rendered. */
function wanted(query: string): readonly string[] {
  const calls = [...callsIn(query)];
  if (calls.some((it) => BRANCHES.has(it))) return [];
  return calls.flatMap((it) => /^variables\.(\w+)$/.exec(it)?.[1] ?? []);
}

const BRANCHES: ReadonlySet<string> = new Set([
  "if",
  "with",
  "range",
  "define",
  "template",
  "block",
]);
