import type { ObserverName } from "../../canary/metrics/observers.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { measuredBy } from "./measuredBy.ts";
import { metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";
import { rolledBack } from "./rolledBack.ts";

const { canary } = examplePieces;

const analysis = `
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]`;

/** Routes are named after the Service, and these queries look for the name of the target. flagger.md §5.3, M19 */
export const serviceNameHidesMetrics: Rule = {
  code: "service-name-hides-metrics",
  severity: "error",
  title: "Service name that the built-in metrics do not look for",
  explanation:
    "With gloo, kuma, traefik and apisix what Flagger makes is named after service.name, while request-success-rate and request-duration look for the name of the target. Where the two differ no values are found, so each rollout is rolled back. Give them one name, or use a MetricTemplate.",
  link: "https://github.com/fluxcd/flagger/issues/1767",
  examples: {
    wrong: `${canary}
        provider: traefik
        service:
          name: shop-orders
          #     ^^^^^^^^^^^ service-name-hides-metrics
          port: 80${analysis}
    `,
    right: `${canary}
        provider: traefik
        service:
          port: 80${analysis}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { apex, targetName } = canary;
    if (apex === undefined || targetName === undefined || apex === targetName) return;
    const metric = metricsOf(canary).find((it) => it.builtIn);
    const by = metric && measuredBy(canary, view);
    if (!metric || !by || !BY_TARGET.has(by.observer)) return;
    yield {
      at: ["spec", "service", "name"],
      message: `With provider ${by.provider} ${metric.name} looks for what is named after the target "${targetName}", and Flagger names it "${apex}", so no values are found and ${rolledBack(canary)}. Leave name out, or use a MetricTemplate.`,
      severity: by.isCertain ? "error" : "warning",
      related: by.related,
    };
  },
};

const BY_TARGET: ReadonlySet<ObserverName> = new Set<ObserverName>([
  "gloo",
  "kuma",
  "traefik",
  "apisix",
]);
