import type { Rule } from "../rule.ts";
import { otherKind } from "./autoscalerKindMismatch.ts";
import { flaggerMissing } from "./flaggerMissing.ts";

const missing: Rule = flaggerMissing({
  code: "autoscaler-missing",
  severity: "error",
  title: "Canary without its autoscaler",
  explanation:
    "Flagger copies the autoscaler that autoscalerRef names for the primary and pauses it for the target. It must be in the namespace of the Canary; while there is none, every tick ends in an error. Said only where workloads of that namespace are in the workspace and neither a Helm release nor another repository brings objects there.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  consequence: "Flagger never starts this Canary",
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
        autoscalerRef:
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          name: order
          #     ^^^^^ autoscaler-missing
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: { name: orders, namespace: shop }
      spec:
        scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        maxReplicas: 4
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
        autoscalerRef:
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          name: orders
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: { name: orders, namespace: shop }
      spec:
        scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        maxReplicas: 4
    `,
  },
});

/** The autoscaler of the target must exist, or no tick gets further. flagger.md §1.6, H02. */
export const autoscalerMissing: Rule = {
  ...missing,
  *check(resource, view) {
    const reference = resource.references.find((it) => it.row.code === missing.code);
    // One of the other kind is told of by a rule of its own.
    if (reference && otherKind(resource, reference, view)) return;
    yield* missing.check(resource, view);
  },
};
