import type { Rule } from "../rule.ts";
import { flaggerMissing } from "./flaggerMissing.ts";

/** An ingress controller is steered through a copy of the Ingress that the Canary names. flagger.md §4.1, P11. */
export const ingressMissing: Rule = flaggerMissing({
  code: "ingress-missing",
  severity: "error",
  title: "Canary without its Ingress",
  explanation:
    "With provider nginx or skipper Flagger copies the Ingress that ingressRef names, in the namespace of the Canary, to steer traffic. While there is none, every tick ends in an error. Said only where workloads of that namespace are in the workspace and neither a Helm release nor another repository brings objects there.",
  link: "https://docs.flagger.app/tutorials/nginx-progressive-delivery",
  consequence: "no traffic is ever shifted",
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
        provider: nginx
        ingressRef:
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          name: order
          #     ^^^^^ ingress-missing
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: orders, namespace: shop, annotations: {} }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
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
        provider: nginx
        ingressRef:
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          name: orders
        analysis:
          interval: 1m
          threshold: 3
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: orders, namespace: shop, annotations: {} }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
    `,
  },
});
