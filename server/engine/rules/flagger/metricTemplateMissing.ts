import { missingReferences } from "../missing.ts";
import type { Rule } from "../rule.ts";

/** A metric without its template is a failed check. flagger.md §5.5, M12. */
export const metricTemplateMissing: Rule = missingReferences({
  code: "metric-template-missing",
  severity: "warning",
  title: "Metric without its template",
  explanation:
    "A metric of a Canary takes its query from the MetricTemplate that templateRef names, in the namespace of the Canary unless the reference has one. While there is none, the check fails at every tick, so each rollout is rolled back.",
  link: "https://docs.flagger.app/usage/metrics#custom-metrics",
  consequence: "this check fails at every tick and each rollout is rolled back",
  examples: {
    wrong: `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef:
                name: error-rate
                #     ^^^^^^^^^^ metric-template-missing
      ---
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: errors, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus:9090" }
        query: sum(rate(errors_total[{{ interval }}]))
    `,
    right: `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics:
            - name: errors
              interval: 1m
              thresholdRange: { max: 1 }
              templateRef:
                name: errors
      ---
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: errors, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus:9090" }
        query: sum(rate(errors_total[{{ interval }}]))
    `,
  },
});
