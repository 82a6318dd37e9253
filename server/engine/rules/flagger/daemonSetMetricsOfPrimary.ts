import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { measuredBy } from "./measuredBy.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";

const { blueGreen, successRate } = exampleChecks;

const rest = `
${successRate}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders-canary.shop/" }`;

const onDaemonSet = blueGreen
  .replace("Deployment", "DaemonSet")
  .replace("targetRef:", "provider: kubernetes\n        targetRef:");

/** The pattern for pods of a Deployment fits those of the primary DaemonSet. flagger.md §5.3, §6.5 M20 */
export const daemonSetMetricsOfPrimary: Rule = {
  code: "daemon-set-metrics-of-primary",
  severity: "warning",
  title: "Built-in metrics that measure the old version of a DaemonSet",
  explanation:
    "With kubernetes, gatewayapi and appmesh the built-in metrics find the pods of the target by a pattern that fits Deployments: the name and two parts after it. Pods of a DaemonSet have one part after the name, so the pattern fits those of the primary and none of the new version: the old version is judged. Use a MetricTemplate with a pattern of its own.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${onDaemonSet}
          metrics:
            - name: request-success-rate
              #     ^^^^^^^^^^^^^^^^^^^^ daemon-set-metrics-of-primary
              interval: 1m
              thresholdRange: { min: 99 }${rest.replace(/.*metrics: .*\n/, "")}
    `,
    right: `${onDaemonSet.replace("DaemonSet", "Deployment")}${rest}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.textAt(["spec", "targetRef", "kind"]) !== "DaemonSet") return;
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const by = metric && measuredBy(canary, view);
    if (!metric || (by?.observer !== "http" && by?.observer !== "appmesh")) return;
    const name = canary.targetName ?? "the target";
    yield {
      at: [...metric.at, "name"],
      message: `With provider ${by.provider} ${metric.name} looks for pods named like ${name}-a1b2c-d3e4f. Those of the DaemonSet ${name} have one part less, and those of ${name}-primary fit, so the old version is judged. Use a MetricTemplate.`,
      related: by.related,
    };
  },
};
