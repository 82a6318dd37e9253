import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** flagger.md §2.2 step 2, §6.2 N17 */
export const canarySuspended: Rule = {
  code: "canary-suspended",
  severity: "information",
  title: "Canary suspended",
  explanation:
    "While suspend is true Flagger does nothing for the Canary but say so at every interval: new versions of the target are not rolled out, and a rollout that was under way keeps its share of the traffic. Remove the field to go on.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-resource",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        suspend: true
      #          ^^^^ canary-suspended
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
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
    if (!canary.isWhole || canary.spec.suspend !== true || !canary.isSettled(SUSPEND)) return;
    yield {
      at: SUSPEND,
      message: `Flagger leaves this Canary alone: no new version of ${canary.targetName} reaches its users, and routes stay as they are. Remove suspend to go on.`,
    };
  },
};

const SUSPEND = ["spec", "suspend"];
