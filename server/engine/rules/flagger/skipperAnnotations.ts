import { field, isObject } from "../../canary/json.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { ingressOf } from "./ingressOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";

/**
 * The router of skipper writes into the annotations of its copy without asking if there are any. flagger.md §6.3 P30
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/skipper.go
 */
export const skipperAnnotations: Rule = {
  code: "skipper-annotations",
  severity: "error",
  title: "Ingress without annotations on Skipper",
  explanation:
    "With provider skipper Flagger copies the Ingress and writes weights into the annotations of the copy. When the Ingress has no annotation at all, the controller crashes at that, again after each restart, and all Canaries of the cluster stand still. Flux applies objects without adding annotations. Write any annotation into the Ingress.",
  link: "https://docs.flagger.app/tutorials/skipper-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: skipper
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        #                                                                    ^^^^^^ skipper-annotations
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: orders, namespace: shop }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
    `,
    right: `${examplePieces.canary}
        provider: skipper
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: orders
        namespace: shop
        annotations: { kubernetes.io/ingress.class: skipper }
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: { service: { name: orders, port: { number: 80 } } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const provider = canary.provider();
    if (provider?.name !== "skipper") return;
    const ingress = ingressOf(canary, view);
    if (!ingress) return;
    const annotations = field(ingress.object, "metadata", "annotations");
    if (isObject(annotations) && Object.keys(annotations).length > 0) return;
    if (!isSettled(ingress.resource, view, ["metadata", "annotations"])) return;
    yield {
      at: ingress.at,
      message: `Flagger will crash at this Canary and stop all others, unless something annotates Ingress ${ingress.resource.name} first: it has no annotation, and Flagger writes the weights among them. Give it any annotation.`,
      related: [
        ...provider.related,
        {
          resource: ingress.resource,
          at: ["metadata"],
          message: "No annotations here.",
        },
      ],
    };
  },
};
