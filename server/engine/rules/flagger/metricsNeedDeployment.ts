import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { type MeasuredBy, measuredBy } from "./measuredBy.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { weighted, successRate } = exampleChecks;

const onDaemonSet = weighted
  .replace("Deployment", "DaemonSet")
  .replace("targetRef:", "provider: linkerd\n        targetRef:");

/** Some observers look for Deployments alone, and for Services there is only Istio's. flagger.md §5.2, §6.5 M21 */
export const metricsNeedDeployment: Rule = {
  code: "metrics-need-deployment",
  severity: "error",
  title: "Built-in metrics that know no such target",
  explanation:
    "Linkerd and OSM count requests by Deployment, and so does Flagger when it asks them, so a DaemonSet has no values. For a Service as target Flagger asks for Istio's metrics, whatever the provider is called. Without values each check fails and each rollout is rolled back. Use a MetricTemplate.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${onDaemonSet}
          metrics:
            - name: request-success-rate
              #     ^^^^^^^^^^^^^^^^^^^^ metrics-need-deployment
              interval: 1m
              thresholdRange: { min: 99 }
    `,
    right: `${onDaemonSet.replace("DaemonSet", "Deployment")}
${successRate}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const kind = canary.textAt(["spec", "targetRef", "kind"]);
    if (kind !== "DaemonSet" && kind !== "Service") return;
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const by = metric && measuredBy(canary, view);
    const why = by && whyNot(kind, by);
    if (!metric || !why) return;
    yield {
      at: [...metric.at, "name"],
      message: `${why}, so ${metric.name} finds no values and ${rolledBack(canary)}. Use a MetricTemplate.`,
      severity: by.isCertain ? "error" : "warning",
      related: by.related,
    };
  },
};

function whyNot(kind: "DaemonSet" | "Service", { observer, provider }: MeasuredBy) {
  if (kind === "DaemonSet") {
    return observer === "linkerd" || observer === "osm"
      ? `With provider ${provider} Flagger asks for the metrics of a Deployment, and the target is a DaemonSet`
      : undefined;
  }
  const [name] = provider.split(":service");
  return observer === "istio" && name !== "istio" && provider.endsWith(":service")
    ? `For a Service as target Flagger asks for Istio's metrics of a workload, though the provider is ${name}`
    : undefined;
}
