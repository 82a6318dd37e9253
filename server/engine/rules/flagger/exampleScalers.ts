import { exampleChecks } from "./exampleChecks.ts";
import { examplePieces } from "./examplePieces.ts";

const { weighted, successRate } = exampleChecks;
const { deployment } = examplePieces;

/** Pieces of the examples on autoscaling: a Canary, its workload, and what scales that. */
export const exampleScalers = {
  /** @param lines of its spec, from `autoscalerRef` on */
  canary: (lines: string): string =>
    `${weighted.replace("\n        service:", `\n${lines}        service:`)}
${successRate}`,
  deployment: `
      ---${deployment}`,
  autoscaler: `
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: { name: orders, namespace: shop }
      spec:
        scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
        minReplicas: 2
        maxReplicas: 4`,
  /** Its query follows. */
  scaledObject: `
      ---
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: { name: orders, namespace: shop }
      spec:
        scaleTargetRef: { name: orders }
        maxReplicaCount: 4
        triggers:
          - type: prometheus
            name: requests
            metadata:
              serverAddress: http://prometheus.monitoring:9090
              threshold: "10"
              query: `,
} as const;
