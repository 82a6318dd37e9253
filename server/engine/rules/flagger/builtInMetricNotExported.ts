import { field, listOf, stringOf } from "../../canary/json.ts";
import type { View } from "../../view.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { type MeasuredBy, measuredBy } from "./measuredBy.ts";
import { type Metric, metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { workloadOf } from "./workload.ts";

const { canary, deployment } = examplePieces;

const analysis = `
        service: { port: 80, targetPort: http }
        analysis:
          interval: 1m
          threshold: 5
          iterations: 10
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders-canary.shop/" }
          metrics:
            - interval: 1m
              thresholdRange: { min: 99 }
              name: request-success-rate`;

/** Without a mesh the workload counts its own requests, or nobody does. flagger.md §5.3, §6.5 M18 */
export const builtInMetricNotExported: Rule = {
  code: "built-in-metric-not-exported",
  severity: "warning",
  title: "Built-in metric that nobody exports",
  explanation:
    "With the providers kubernetes and gatewayapi, request-success-rate and request-duration are worked out from http_request_duration_seconds, a metric that the workload must export itself, with the label status. A plain web server exports none, and that of a mesh behind a Gateway has other names; so the checks find no values and each rollout is rolled back. Use a MetricTemplate that asks for what is there.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${canary}
        provider: kubernetes${analysis}
          #         ^^^^^^^^^^^^^^^^^^^^ built-in-metric-not-exported
      ---${deployment.replace(/ghcr.*/, "nginx:1.29.3")}
    `,
    right: `${canary}
        provider: kubernetes${analysis}
      ---${deployment}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const by = metric && measuredBy(canary, view);
    if (!metric || by?.observer !== "http") return;
    const finding = plainServer(canary, metric, by, view) ?? otherMesh(canary, metric, by);
    if (finding) yield finding;
  },
};

/** All its containers run what is known to export no such metric. */
function plainServer(
  canary: CanaryReading,
  metric: Metric,
  { provider, related }: MeasuredBy,
  view: View,
): Finding | undefined {
  const workload = workloadOf(canary, view);
  const images = workload?.containers.map((it) => stringOf(it.image)) ?? [];
  if (!workload || images.length === 0 || !images.every((it) => PLAIN.test(it))) return undefined;
  return {
    at: [...metric.at, "name"],
    message: `With provider ${provider} ${metric.name} is worked out from http_request_duration_seconds of the workload, and ${images[0]} exports no such metric, so no values are found and ${rolledBack(canary)}. Use a MetricTemplate.`,
    related: [
      {
        resource: workload.resource,
        at: ["spec", "template", "spec", "containers"],
        message: `What ${canary.targetName} runs.`,
      },
      ...related,
    ],
  };
}

/** Official images of servers without metrics of their own; a tag or digest may follow. */
const PLAIN =
  /^(docker\.io\/)?(library\/(nginx|httpd)|nginx|httpd|nginxinc\/nginx-unprivileged|hashicorp\/http-echo|traefik\/whoami)([:@]|$)/;

/** Routes of a mesh have a Service for parent; Flagger asks for the workload's own metrics all the same. */
function otherMesh(
  canary: CanaryReading,
  metric: Metric,
  { provider, isCertain }: MeasuredBy,
): Finding | undefined {
  const at = ["spec", "service", "gatewayRefs"];
  if (!isCertain || !canary.isSettled(at)) return undefined;
  const parents = listOf(canary.service.gatewayRefs);
  if (parents.length === 0 || parents.some((it) => field(it, "kind") !== "Service")) {
    return undefined;
  }
  return {
    at: [...metric.at, "name"],
    message: `With provider ${provider} ${metric.name} is worked out from http_request_duration_seconds that the workload itself exports, not from what the mesh counts. Where ${canary.targetName ?? "the target"} exports none, use a MetricTemplate.`,
    severity: "hint",
  };
}
