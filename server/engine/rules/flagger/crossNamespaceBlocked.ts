import { flaggerFlag, placesOfFlag } from "../../flagger.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted } = exampleChecks;
const { flagger } = examplePieces;

const template = `
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: monitoring }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: sum(rate(errors_total{app="{{ target }}"}[{{ interval }}]))`;

/** Such a Canary is refused before it is scheduled. flagger.md §1.6, §6.5 M13 */
export const crossNamespaceBlocked: Rule = {
  code: "cross-namespace-blocked",
  severity: "error",
  title: "Reference into another namespace that Flagger refuses",
  explanation:
    "Flagger runs with noCrossNamespaceRefs, so a Canary may name MetricTemplates, AlertProviders and Upstreams of its own namespace only. One that names another is never scheduled, and only the log of Flagger says so: there is no event and no status. Keep what it names in its namespace, or switch the flag off.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate, namespace: monitoring }
              #                                           ^^^^^^^^^^ cross-namespace-blocked
${flagger}
        values: { noCrossNamespaceRefs: true }
${template}
    `,
    right: `${weighted}
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef: { name: error-rate, namespace: monitoring }
${flagger}
        values: { noCrossNamespaceRefs: false }
${template}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const away = resource.references.filter(
      (it) => it.namespace !== undefined && !it.open && GUARDED.test(it.row.at),
    );
    if (away.length === 0) return;
    const home = canaryOf(resource, view).namespace();
    const flag = flaggerFlag(view, "noCrossNamespaceRefs");
    if (home === undefined || flag?.text !== "true") return;
    for (const { kind, text, namespace, path } of away) {
      if (namespace === home) continue;
      yield {
        at: [...path.slice(0, -1), "namespace"],
        message: `Flagger never schedules this Canary, and only its log says so: ${kind} ${text} is in namespace "${namespace}", and noCrossNamespaceRefs allows "${home}" alone.`,
        related: placesOfFlag(flag, "This Flagger refuses references into other namespaces."),
      };
    }
  },
};

const GUARDED = /\.(templateRef|providerRef|upstreamRef)$/;
