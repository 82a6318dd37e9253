import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted } = exampleChecks;

const template = `
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
    `;

/** One entry, two queries. flagger.md §5.1, §6.5 M04 */
export const builtInMetricWithTemplate: Rule = {
  code: "built-in-metric-with-template",
  severity: "warning",
  title: "Built-in metric that has a template as well",
  explanation:
    "The names request-success-rate and request-duration stand for queries of Flagger's own. A templateRef or query beside them does not replace these: both are asked, and both must lie within the same thresholds. Where the built-in query finds nothing, for the mesh it belongs to is not there, every rollout is rolled back. Give the metric another name.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-success-rate
              #     ^^^^^^^^^^^^^^^^^^^^ built-in-metric-with-template
              interval: 1m
              thresholdRange: { max: 1 , min: 0 }
              templateRef: { name: error-rate }
${template}`,
    right: `${weighted}
          metrics:
            - name: error-rate
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate }
${template}`,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const it of metricsOf(canaryOf(resource, view))) {
      if (!it.builtIn || !(it.template || it.query)) continue;
      const other = it.template ? `MetricTemplate "${it.template.text}"` : "query";
      yield {
        at: [...it.at, "name"],
        message: `The name ${it.name} makes Flagger ask its own query too, beside that of ${it.template ? other : "this entry"}; both must lie within these thresholds. Give the metric another name.`,
      };
    }
  },
};
