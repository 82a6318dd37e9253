import { BUILT_IN_METRICS } from "../../canary/metrics/observers.ts";
import { nearest } from "../../nearest.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { weighted } = exampleChecks;

/** A name that is no built-in metric is only a label. flagger.md §5.1, §6.5 M03 */
export const metricWithoutQuery: Rule = {
  code: "metric-without-query",
  severity: "error",
  title: "Metric that asks nothing",
  explanation:
    "Only request-success-rate and request-duration bring a query of their own. Any other name of a metric is just a label, and what is measured must be said by templateRef. Without it the check fails at every tick, so each rollout is rolled back (Flagger before 1.37 passed over it).",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: error-rate
              #     ^^^^^^^^^^ metric-without-query
              interval: 1m
              thresholdRange: { max: 1 }
    `,
    right: `${weighted}
          metrics:
            - name: error-rate
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate, namespace: shop }
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    for (const it of metricsOf(canary)) {
      if (it.name === "" || it.builtIn || it.query !== undefined) continue;
      if (canary.has([...it.at, "templateRef"])) continue;
      const meant = nearest(it.name, BUILT_IN_METRICS);
      const at = [...it.at, "name"];
      yield {
        at,
        message: `"${it.name}" is no metric that Flagger knows, and nothing says what to ask for it, so this check fails at every tick and ${rolledBack(canary)}. ${meant ? `Did you mean "${meant}"?` : "Add a templateRef."}`,
        fixes: meant ? [replaceValue(resource, at, meant, `Replace with "${meant}"`)] : [],
      };
    }
  },
};
