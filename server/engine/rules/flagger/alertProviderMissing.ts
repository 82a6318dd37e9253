import { missingReferences } from "../missing.ts";
import type { Rule } from "../rule.ts";

/** An alert without its provider is a line in the log of Flagger. flagger.md §5.8, A03. */
export const alertProviderMissing: Rule = missingReferences({
  code: "alert-provider-missing",
  severity: "warning",
  title: "Alert of a Canary without its provider",
  explanation:
    "Flagger sends an alert of a Canary through the AlertProvider that providerRef names, in the namespace of the Canary unless the reference has one. While there is none, the alert is lost; only the log of Flagger says so, and its global notifier stays silent for this Canary too.",
  link: "https://docs.flagger.app/usage/alerting#canary-configuration",
  consequence: "this alert is never sent",
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
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
          alerts:
            - name: on-call
              severity: error
              providerRef:
                name: on-cal
                #     ^^^^^^ alert-provider-missing
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec: { type: slack, channel: on-call, address: "https://hooks.slack.example.com/x" }
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
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
          alerts:
            - name: on-call
              severity: error
              providerRef:
                name: on-call
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec: { type: slack, channel: on-call, address: "https://hooks.slack.example.com/x" }
    `,
  },
});
