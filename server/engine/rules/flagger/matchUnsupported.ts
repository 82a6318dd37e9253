import type { Rule } from "../rule.ts";
import { cannotMatch, isCanary, matchedAnalysis, providerOf } from "./requestMatch.ts";

/** As `linkerd-match`, for the other providers that only know weights. flagger.md §4.2, §6.3 P01 */
export const matchUnsupported: Rule = {
  code: "match-unsupported",
  severity: "error",
  title: "A/B testing with a provider that has only weights",
  explanation:
    "Only Istio, App Mesh, Contour, Gloo, NGINX and the Gateway API tell requests apart for Flagger. With any other provider an analysis that has a match and iterations switches all traffic to the canary at once, before the first metric is looked at; with step weights the match is passed over.",
  link: "https://docs.flagger.app/usage/deployment-strategies#a-b-testing",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: traefik
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        service: { port: 80 }
        analysis:
          interval: 10s
          threshold: 3
          iterations: 10
          metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
          match:
      #   ^^^^^ match-unsupported
            - headers: { x-tester: { exact: "yes" } }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: contour
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
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
    if (!analysis || !provider || !hasOnlyWeights(provider.name)) return;
    yield cannotMatch(
      provider,
      analysis,
      "Use istio, contour, nginx or gatewayapi:v1, or remove match.",
    );
  },
};

/** Linkerd has a rule of its own. */
const hasOnlyWeights = (provider: string): boolean =>
  provider.startsWith("smi:") ||
  ["osm", "skipper", "traefik", "apisix", "kuma", "knative"].includes(provider);
