import { nearest } from "../../nearest.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** The schema. flagger.md §6.1 S13 */
export const targetKindUnsupported: Rule = {
  code: "target-kind-unsupported",
  severity: "error",
  title: "Target of a kind that Flagger does not roll out",
  explanation:
    "Flagger rolls out Deployments, DaemonSets and Services (of Kubernetes or Knative). The API server refuses a Canary whose target is anything else, such as a StatefulSet or a Rollout of Argo, and with it everything that its Kustomization applies.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: StatefulSet
      #         ^^^^^^^^^^^ target-kind-unsupported
          name: cart
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
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: cart
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
  replaces: ["wrong-enum"],
  about: isCanary,
  *check(resource, view) {
    const kind = canaryOf(resource, view).textAt(KIND);
    if (!kind || KINDS.includes(kind)) return;
    const near = nearest(kind, KINDS);
    yield {
      at: KIND,
      message: `Flagger rolls out no ${kind}: the API server refuses this Canary. The target is a Deployment, a DaemonSet or a Service.${near ? ` Did you mean ${near}?` : ""}`,
      fixes: near ? [replaceValue(resource, KIND, near, `Replace with "${near}"`)] : [],
    };
  },
};

const KIND = ["spec", "targetRef", "kind"];
const KINDS = ["Deployment", "DaemonSet", "Service"];
