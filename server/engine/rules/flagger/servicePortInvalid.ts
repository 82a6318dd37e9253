import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kubernetes_default.go flagger.md §6.1 S12 */
export const servicePortInvalid: Rule = {
  code: "service-port-invalid",
  severity: "error",
  title: "Canary without a port for its Services",
  explanation:
    "Flagger makes three Services for a Deployment or DaemonSet, all with the port that spec.service.port says. Without a service section the port is 0. The API server refuses Services with such a port, so the Canary stays at Initializing and repeats a warning at every tick. Ports are 1 to 65535.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service:
          port: 0
      #         ^ service-port-invalid
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
        service:
          port: 80
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
  replaces: ["required-field"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || !/^(Deployment|DaemonSet)$/.test(canary.textAt(KIND) ?? "")) return;
    const apex = canary.apex;
    if (!canary.isSettled(SERVICE) || !canary.isSettled(PORT) || apex === undefined) return;
    const stays = `Flagger cannot create Services ${apex}, ${apex}-primary and ${apex}-canary, and this Canary never starts`;
    if (!canary.has(SERVICE)) {
      yield { at: ["spec"], on: "key", message: `Without service.port ${stays}.` };
    } else if (!canary.has(PORT)) {
      yield {
        at: SERVICE,
        on: "key",
        message: `The API server refuses this Canary: service has no port for Services ${apex}, ${apex}-primary and ${apex}-canary.`,
      };
    } else {
      const port = canary.numberAt(PORT);
      if (port === undefined || (port >= 1 && port <= 65535)) return;
      yield { at: PORT, message: `With port ${port} ${stays}: ports are 1 to 65535.` };
    }
  },
};

const KIND = ["spec", "targetRef", "kind"];
const SERVICE = ["spec", "service"];
const PORT = ["spec", "service", "port"];
