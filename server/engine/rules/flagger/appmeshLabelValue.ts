import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { workloadOf } from "./workload.ts";

/**
 * Virtual nodes select pods by the name of the target, not by the value of its label. flagger.md §6.3 P31
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/appmesh_v1beta2.go
 */
export const appmeshLabelValue: Rule = {
  code: "appmesh-label-value",
  severity: "error",
  title: "Label that App Mesh does not find",
  explanation:
    "With provider appmesh:v1beta2 Flagger makes virtual nodes that select pods by the label of the workload and the name of the target, with -primary for the primary. The pods carry the value of their own label. Where the two differ no pod belongs to the mesh, and all requests fail. Let the label have the name of the workload as its value.",
  link: "https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/appmesh_v1beta2.go",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ appmesh-label-value
        provider: appmesh:v1beta2
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                ports: [{ name: http, containerPort: 9898 }]
    `,
    right: `${examplePieces.canary}
        provider: appmesh:v1beta2
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const provider = canary.provider();
    if (provider?.name !== "appmesh:v1beta2" || !canary.targetReference) return;
    const workload = workloadOf(canary, view);
    const name = canary.targetName;
    if (!workload?.label || name === undefined || workload.label.value === name) return;
    const { key, value } = workload.label;
    yield {
      at: canary.targetReference.path,
      message: `No pod will belong to the mesh: Flagger's virtual nodes select "${key}: ${name}" and "${key}: ${name}-primary", but the pods carry "${key}: ${value}". Give the label the value ${name}.`,
      related: [
        ...provider.related,
        {
          resource: workload.resource,
          at: ["spec", "selector", "matchLabels", key],
          message: "The label by which Flagger tells primary from canary.",
        },
      ],
    };
  },
};
