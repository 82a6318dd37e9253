import { examplePieces } from "./examplePieces.ts";

const { canary } = examplePieces;

/** Beginnings of the examples of these rules: a Canary whose metrics, webhooks and alerts follow. */
export const exampleChecks = {
  weighted: `${canary}
        service: { port: 80, targetPort: http }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50`,
  blueGreen: `${canary}
        service: { port: 80, targetPort: http }
        analysis:
          interval: 1m
          threshold: 5
          iterations: 10`,
  /** A template of Prometheus; its query follows. */
  template: `
      #- template.yaml
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata: { name: error-rate, namespace: shop }
      spec:
        provider: { type: prometheus, address: "http://prometheus.monitoring:9090" }
        query: `,
  /** A check that is sound, for Canaries whose mistake is another one. */
  successRate: `          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]`,
} as const;
