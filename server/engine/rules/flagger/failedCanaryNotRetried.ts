import { field, listOf, stringOf } from "../../canary/json.ts";
import { FLUX_KUSTOMIZE } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

const kustomization = (retry: string) => `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m${retry}
        timeout: 20m
        prune: true
        path: ./apps
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
          - apiVersion: flagger.app/v1beta1
            kind: Canary
            name: orders
            namespace: shop
      #- apps/orders.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `;

/** A template that failed is not tried again. flagger.md §2.8, §6.7 L02 */
export const failedCanaryNotRetried: Rule = {
  code: "failed-canary-not-retried",
  severity: "hint",
  title: "Retry that a failed Canary does not notice",
  explanation:
    "Flagger remembers the pod template that failed and passes over it when it is applied again. A Flux Kustomization that waits for a Canary, and retries sooner than its interval when that fails, therefore only repeats the wait: the Canary stays Failed until the template changes. To try the same version once more, change an annotation of its pod template.",
  link: "https://docs.flagger.app/faq#how-to-retry-a-failed-release",
  examples: {
    wrong: kustomization(`
        retryInterval: 1m
        #              ^^ failed-canary-not-retried`),
    right: kustomization(""),
  },
  judges: "builds",
  about: ({ group, kind, document }) =>
    group === FLUX_KUSTOMIZE &&
    kind === "Kustomization" &&
    document.text.includes("retryInterval") &&
    document.text.includes("Canary"),
  *check(resource, view) {
    const at = ["spec", "retryInterval"];
    const spec = field(objectOf(resource, view), "spec");
    const retry = stringOf(field(spec, "retryInterval"));
    if (retry === "" || !isSettled(resource, view, at)) return;
    const canary = [
      ...listOf(field(spec, "healthChecks")),
      ...listOf(field(spec, "healthCheckExprs")),
    ].find((it) => field(it, "kind") === "Canary");
    if (!canary) return;
    const name = stringOf(field(canary, "name"));
    yield {
      at,
      message: `Applying the same manifests again after ${retry} does not make a failed Canary${name ? ` ${name}` : ""} try again: it stays Failed until the pod template changes, if only in an annotation.`,
    };
  },
};
