import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/istio.go flagger.md §6.2 N19 */
export const mirrorWeightIgnored: Rule = {
  code: "mirror-weight-ignored",
  severity: "warning",
  title: "Mirror weight without effect",
  explanation:
    "mirrorWeight is the share of requests, in percent, that Istio copies to the canary while mirror is true. Without mirror nothing is copied. Istio refuses more than 100; 0 and less count as unset, which copies every request.",
  link: "https://docs.flagger.app/tutorials/istio-progressive-delivery",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          mirrorWeight: 20
      #                 ^^ mirror-weight-ignored
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          mirror: true
          mirrorWeight: 20
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const weight = canary.numberAt(WEIGHT);
    if (weight === undefined || !canary.isSettled(MIRROR)) return;
    if (canary.analysis.mirror !== true) {
      yield {
        at: WEIGHT,
        message: `mirrorWeight ${weight} has no effect: without mirror: true no request is copied to the canary. Add that, or remove this.`,
      };
      return;
    }
    const provider = canary.provider();
    if (provider?.name !== "istio" || (weight > 0 && weight <= 100)) return;
    yield {
      at: WEIGHT,
      severity: weight > 100 ? "error" : "warning",
      message:
        weight > 100
          ? `Istio refuses a VirtualService that mirrors ${weight} %: no route is written and the rollout does not go on. Write 1 to 100.`
          : `Flagger takes mirrorWeight ${weight} for unset, so every request is copied to the canary. Write 1 to 100, or remove mirror.`,
      related: provider.related,
    };
  },
};

const WEIGHT = ["spec", "analysis", "mirrorWeight"];
const MIRROR = ["spec", "analysis", "mirror"];
