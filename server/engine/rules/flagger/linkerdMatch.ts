import type { Rule } from "../rule.ts";
import { cannotMatch, isCanary, matchedAnalysis, providerOf } from "./requestMatch.ts";

/**
 * A TrafficSplit has weights and no conditions. flagger.md §4.2, §4.5
 *
 * https://github.com/linkerd/linkerd2/issues/7155
 */
export const linkerdMatch: Rule = {
  code: "linkerd-match",
  severity: "error",
  title: "A/B testing that Linkerd cannot do",
  explanation:
    "With provider linkerd Flagger steers traffic by a TrafficSplit, which knows weights and no headers. With iterations an analysis that has a match switches all traffic to the canary at once, before the first metric is looked at; with step weights the match is passed over and the weights apply to everybody. For A/B testing beside Linkerd use the ingress as provider (nginx, contour), or gatewayapi:v1.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: linkerd
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 3
          iterations: 10
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
          match:
      #   ^^^^^ linkerd-match
            - headers: { x-tester: { exact: "yes" } }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: nginx
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: cart }
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 3
          iterations: 10
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
          match:
            - headers: { x-tester: { exact: "yes" } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const analysis = matchedAnalysis(resource, view);
    const provider = analysis && providerOf(resource, view);
    if (!analysis || provider?.name !== "linkerd") return;
    yield cannotMatch(
      provider,
      analysis,
      analysis === "iterations"
        ? "Use the ingress as provider (nginx, contour) or gatewayapi:v1, or step weights without match."
        : "Remove match, or use the ingress as provider (nginx, contour) or gatewayapi:v1.",
    );
  },
};
