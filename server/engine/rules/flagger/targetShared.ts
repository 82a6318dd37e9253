import { mayBePatched } from "../../patched.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** The controller only logs it. flagger.md §0.2, §6.2 N18 */
export const targetShared: Rule = {
  code: "target-shared",
  severity: "error",
  title: "Two Canaries with one target",
  explanation:
    "Each Canary scales its target up and down, copies it to the primary and keeps what it has seen of it. Two Canaries with the same target in one namespace undo each other's work at every tick. One Canary per workload.",
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
          kind: Deployment
          name: cart
      #         ^^^^ target-shared
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
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart-beta, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: cart
      #         ^^^^ target-shared
        revertOnDeletion: true
        service: { name: cart-beta, port: 80 }
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
              metadata: { cmd: "hey -z 2m -q 10 http://cart-beta-canary.shop/" }
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
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart-beta, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart-beta }
        revertOnDeletion: true
        service: { name: cart-beta, port: 80 }
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
              metadata: { cmd: "hey -z 2m -q 10 http://cart-beta-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const { targetReference: target } = canaryOf(resource, view);
    if (!target || target.open || mayBePatched(resource, view, ["targetRef"])) return;
    const others = rivals(resource, target, view);
    const [other] = others;
    if (!other) return;
    yield {
      at: target.path,
      message: `Canary ${other.name} has the same target: both scale ${target.kind} ${target.text} and copy it to ${target.text}-primary, each against the other. Keep one.`,
      related: others.map((it) => ({
        resource: it,
        at: target.path,
        message: `Canary ${it.name} names it too.`,
      })),
    };
  },
};

/** Other Canaries of the same build, or, where nothing builds them, of the same file. */
function rivals(resource: Resource, target: Reference, view: View): readonly Resource[] {
  const namers = view
    .namersOf(target.group, target.kind, target.text)
    .filter((it) => it.reference.row === target.row && it.resource.name !== resource.name)
    .map((it) => it.resource);
  if (namers.length === 0) return namers;
  const { built } = resource;
  const meant = built
    ? namers.flatMap((it) => view.builtFrom(it)).filter((it) => isOneCluster(it, resource))
    : namers.filter((it) => it.path === resource.path && standingOf(it, view) === "object");
  return meant.filter((it) => it.name !== resource.name && isRival(it, resource, target));
}

const isOneCluster = (a: Resource, b: Resource): boolean =>
  a.built?.rendering.id === b.built?.rendering.id ||
  (a.built?.rendering.cluster !== undefined &&
    a.built.rendering.cluster === b.built?.rendering.cluster);

const isRival = (it: Resource, resource: Resource, target: Reference): boolean =>
  it.namespace === resource.namespace &&
  it.references.some(
    ({ row, kind, text }) => row === target.row && kind === target.kind && text === target.text,
  );
