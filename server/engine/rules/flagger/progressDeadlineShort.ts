import type { Resource } from "../../resource.ts";
import type { Finding, Related, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { type PodStart, startOf } from "./podStart.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/issues/523, 1247 and 1663. flagger.md §2.6, §6.2 N15 */
export const progressDeadlineShort: Rule = {
  code: "progress-deadline-short",
  severity: "warning",
  title: "Deadline shorter than the start of a pod",
  explanation:
    "When the pods of a new version are not available within progressDeadlineSeconds of the Canary (600 by default), Flagger rolls back, without counting failed checks and without an error alert. A deadline that is shorter than the time the probes of the workload give its pods to start ends rollouts of healthy versions; so does progressDeadlineSeconds of the Deployment itself. Raise the deadline above the slowest start.",
  link: "https://docs.flagger.app/faq",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        progressDeadlineSeconds: 60
      #                          ^^ progress-deadline-short
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
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: cart, namespace: shop }
      spec:
        selector: { matchLabels: { app: cart } }
        template:
          metadata: { labels: { app: cart } }
          spec:
            containers:
              - name: cart
                image: ghcr.io/example/cart:1.4.0
                ports: [{ containerPort: 80 }]
                startupProbe:
                  httpGet: { path: /healthz, port: 80 }
                  periodSeconds: 10
                  failureThreshold: 30
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        progressDeadlineSeconds: 360
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
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: cart, namespace: shop }
      spec:
        selector: { matchLabels: { app: cart } }
        template:
          metadata: { labels: { app: cart } }
          spec:
            containers:
              - name: cart
                image: ghcr.io/example/cart:1.4.0
                ports: [{ containerPort: 80 }]
                startupProbe:
                  httpGet: { path: /healthz, port: 80 }
                  periodSeconds: 10
                  failureThreshold: 30
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || !canary.isSettled(DEADLINE)) return;
    const written = canary.has(DEADLINE) ? canary.numberAt(DEADLINE) : 600;
    const starts = canary.targets().flatMap((target) => {
      const start = startOf(target, view);
      return start ? [{ target, start }] : [];
    });
    const [first] = starts;
    if (written === undefined || !first || starts.length < canary.targets().length) return;
    if (starts.every((it) => it.start.seconds > written)) {
      yield tooShort(first, written, canary.has(DEADLINE));
    } else if (starts.every((it) => (it.start.deadline ?? it.start.seconds) < it.start.seconds)) {
      yield ownTooShort(first);
    }
  },
};

const DEADLINE = ["spec", "progressDeadlineSeconds"];
const TARGET = ["spec", "targetRef", "name"];

interface Slow {
  readonly target: Resource;
  readonly start: PodStart;
}

const tooShort = ({ target, start }: Slow, seconds: number, isWritten: boolean): Finding => ({
  at: isWritten ? DEADLINE : TARGET,
  message: `${start.says}, but Flagger rolls back when pods are not available after ${seconds} s${isWritten ? "" : ", its default progressDeadlineSeconds"}. Write more than ${start.seconds}.`,
  related: [waits(target, start)],
});

const ownTooShort = ({ target, start }: Slow): Finding => ({
  at: TARGET,
  message: `${start.says}, but progressDeadlineSeconds ${start.deadline} of the ${target.kind} itself ends that earlier: Flagger then rolls back a first start, and counts a promotion as failed. Write more than ${start.seconds} there.`,
  related: [waits(target, start), { resource: target, at: DEADLINE, message: "Its own deadline." }],
});

const waits = (resource: Resource, { at }: PodStart): Related => ({
  resource,
  at,
  message: "What makes its pods wait.",
});
