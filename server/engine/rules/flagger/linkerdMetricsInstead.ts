import { field } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { measuredBy } from "./measuredBy.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";
import { workloadOf } from "./workload.ts";

const { canary, flagger } = examplePieces;

const analysis = `
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
${flagger}
        values: { meshProvider: linkerd }`;

/** A flag with linkerd in it decides what is measured, whatever the Canary says. flagger.md §5.2, §6.5 M23 */
export const linkerdMetricsInstead: Rule = {
  code: "linkerd-metrics-instead",
  severity: "information",
  title: "Linkerd's metrics where another provider's are expected",
  explanation:
    "Where Flagger's mesh provider is linkerd, request-success-rate and request-duration are Linkerd's inbound metrics of the target for every Canary, also for one with provider nginx or another ingress. A metricsServer of its own is then asked for metrics of Linkerd, and a target outside the mesh has none. Use a MetricTemplate for the metrics of the ingress.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${canary}
        provider: nginx
        metricsServer: http://prometheus.ingress-nginx:9090
        #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ linkerd-metrics-instead${analysis}
    `,
    right: `${canary}
        provider: nginx${analysis}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const own = canary.textAt(["spec", "provider"]);
    if (!own || own === "linkerd") return;
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const by = metric && measuredBy(canary, view);
    if (!metric || by?.provider !== "linkerd") return;
    const server = canary.textAt(["spec", "metricsServer"]);
    if (server && !server.includes("linkerd")) {
      yield {
        at: ["spec", "metricsServer"],
        message: `This server is asked for Linkerd's metrics of ${canary.targetName ?? "the target"}, not for those of ${own}: Flagger's own mesh provider decides what ${metric.name} means. Use a MetricTemplate for the metrics of ${own}.`,
        related: by.related,
      };
    }
    const workload = workloadOf(canary, view);
    const inject = field(workload?.object, "spec", "template", "metadata", "annotations", INJECT);
    if (!workload || inject !== "disabled") return;
    yield {
      at: [...metric.at, "name"],
      message: `${metric.name} is Linkerd's inbound metric of the target, though the provider is ${own}, and ${workload.resource.name} is kept out of the mesh, so no values are found and ${rolledBack(canary)}.`,
      severity: "error",
      related: [
        {
          resource: workload.resource,
          at: ["spec", "template", "metadata", "annotations", INJECT],
          message: `${workload.resource.name} is kept out of the mesh.`,
        },
        ...by.related,
      ],
    };
  },
};

const INJECT = "linkerd.io/inject";
