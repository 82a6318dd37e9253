import type { Rule } from "../rule.ts";
import { flaggerMissing } from "./flaggerMissing.ts";

/** A Canary without its workload never leaves Initializing. flagger.md §1.6, T05. */
export const canaryTargetMissing: Rule = flaggerMissing({
  code: "canary-target-missing",
  severity: "error",
  title: "Canary without its workload",
  explanation:
    "Flagger looks for the workload that targetRef names in the namespace of the Canary, at every tick. While there is none, it reports an error each time and does nothing. Said only where other workloads of that namespace are in the workspace and neither a Helm release nor another repository brings objects there.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  consequence: "Flagger never starts this Canary",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: order
          #     ^^^^^ canary-target-missing
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: orders
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
  },
});
