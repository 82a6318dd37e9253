import { expect, test } from "vitest";
import { autoscalerKindMismatch } from "../../../../server/engine/rules/flagger/autoscalerKindMismatch.ts";
import { autoscalerMissing } from "../../../../server/engine/rules/flagger/autoscalerMissing.ts";
import { autoscalerNotReferenced } from "../../../../server/engine/rules/flagger/autoscalerNotReferenced.ts";
import { autoscalerPrimaryWritten } from "../../../../server/engine/rules/flagger/autoscalerPrimaryWritten.ts";
import { primaryScalerRange } from "../../../../server/engine/rules/flagger/primaryScalerRange.ts";
import { primaryScalerZero } from "../../../../server/engine/rules/flagger/primaryScalerZero.ts";
import { scalerPausedInGit } from "../../../../server/engine/rules/flagger/scalerPausedInGit.ts";
import { scalerQueryAmbiguous } from "../../../../server/engine/rules/flagger/scalerQueryAmbiguous.ts";
import { scalerQueryWithoutTrigger } from "../../../../server/engine/rules/flagger/scalerQueryWithoutTrigger.ts";
import { catalogue } from "../../../support/catalogue.ts";
import { expectProblems as expectAll, expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { checked, weights } from "./checked.ts";

const target = "\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }";

const deployment = `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: orders, namespace: shop }
    spec: { template: { spec: { containers: [{ name: web, image: web }] } } }`;

const canary = (kind: string, more = "", mark = "") =>
  checked(
    weights,
    `${target}
      autoscalerRef:
        apiVersion: ${kind === "ScaledObject" ? "keda.sh/v1alpha1" : "autoscaling/v2"}
        kind: ${kind}
        name: orders${mark}${more}`,
  );

const autoscaler = (namespace = "shop", scaled = "orders") => `
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: orders, namespace: ${namespace} }
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${scaled} }
      minReplicas: 2
      maxReplicas: 4`;

const scaledObject = (query: string, trigger = "name: requests", annotations = "") => `
    ---
    apiVersion: keda.sh/v1alpha1
    kind: ScaledObject
    metadata: { name: orders, namespace: shop${annotations} }
    spec:
      scaleTargetRef: { name: orders }
      maxReplicaCount: 4
      triggers:
        - type: prometheus
          ${trigger}
          metadata: { query: ${query} }`;

test("a ScaledObject that the Canary does not name scales the target up again", () => {
  const source =
    checked(
      weights,
      `${target}
      #                                                         ^^^^^^ autoscaler-not-referenced (error): ScaledObject orders scales orders up again whenever Flagger scales it to zero, and the primary gets no autoscaler. Name it in autoscalerRef.`,
    ) +
    deployment +
    scaledObject("up");
  expectProblemsOf(autoscalerNotReferenced)(source);
  expect(fixed(autoscalerNotReferenced, source)).toContain(
    "  autoscalerRef:\n    apiVersion: keda.sh/v1alpha1\n    kind: ScaledObject\n    name: orders\n",
  );
});

test("autoscalers of others are none of its business", () => {
  const expectProblems = expectProblemsOf(autoscalerNotReferenced);
  const plain = checked(weights, target) + deployment;
  expectProblems(plain + autoscaler("other"));
  expectProblems(plain + autoscaler("shop", "cart"));
  expectProblems(plain + autoscaler().replace("kind: Deployment", "kind: StatefulSet"));
  expectProblems(plain + autoscaler("shop", "${TARGET}"));
  expectProblems(canary("HorizontalPodAutoscaler") + deployment + autoscaler());
});

test("an overlay's autoscaler is found in its own build", () => {
  expectProblemsOf(autoscalerNotReferenced)(`
    #- base/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources: [orders.yaml]
    #- base/orders.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: orders }
    spec:
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
      #                                                         ^^^^^^ autoscaler-not-referenced: HorizontalPodAutoscaler orders scales orders alone: Flagger makes none for the primary, which takes all traffic with a fixed number of replicas. Name it in autoscalerRef (in production).
      service: { port: 80 }
      analysis: { interval: 1m, threshold: 5, stepWeight: 10 }
    #- production/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    namespace: production
    resources: [../base, autoscaler.yaml]
    #- production/autoscaler.yaml
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: orders }
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
      maxReplicas: 4
    #- staging/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    namespace: staging
    resources: [../base]
  `);
});

test("the kind of an autoscaler is told by one rule alone", () => {
  const source =
    canary("ScaledObject").replace(
      "kind: ScaledObject\n",
      'kind: ScaledObject\n        #     ^^^^^^^^^^^^ autoscaler-kind-mismatch (error): "orders" is a HorizontalPodAutoscaler, and Flagger looks for a ScaledObject, so it never starts this Canary. Write kind: HorizontalPodAutoscaler.\n',
    ) +
    deployment +
    autoscaler();
  expectProblemsOf(autoscalerKindMismatch)(source);
  expectProblemsOf(autoscalerMissing)(source.replace(/\n *# .*mismatch.*/, ""));
  expect(fixed(autoscalerKindMismatch, source)).toContain("apiVersion: autoscaling/v2\n");
});

test("Flagger looks at the kind of the autoscaler, not at its apiVersion", () => {
  const source = canary("HorizontalPodAutoscaler").replace("autoscaling/v2", "keda.sh/v1alpha1");
  expectProblemsOf(autoscalerMissing)(source + deployment + autoscaler());
});

test("the copy for the primary is Flagger's own", () => {
  const copy = autoscaler().replaceAll("orders", "orders-primary");
  expectProblemsOf(autoscalerPrimaryWritten)(
    canary(
      "HorizontalPodAutoscaler",
      "",
      "\n        #     ^^^^^^ autoscaler-primary-written (information)",
    ) +
      deployment +
      autoscaler() +
      copy,
  );
  expectProblemsOf(autoscalerPrimaryWritten)(
    canary("HorizontalPodAutoscaler") +
      deployment +
      autoscaler() +
      autoscaler("other").replaceAll("name: orders", "name: orders-primary"),
  );
});

test("what Flagger makes of the query is shown", () => {
  const expectProblems = expectProblemsOf(scalerQueryAmbiguous);
  const mark =
    '\n        #     ^^^^^^ scaler-query-ambiguous (warning): For the primary Flagger makes of the query of this ScaledObject: max(orders-primary_total{a="orders-primary",b="my-orders-primary"}). Write what is meant under primaryScalerQueries, and give the trigger a name.';
  const query = `'max(orders_total{a="orders-canary",b="my-orders"})'`;
  expectProblems(canary("ScaledObject", "", mark) + scaledObject(query, "useCachedMetrics: true"));
  for (const query of [
    "'sum(rate(requests{deployment=\"orders\"}[1m]))'",
    "'sum(rate(requests{pod=~\"orders-[a-z0-9]+-.*\"}[1m]))'",
    "'sum(rate(requests{service=\"orders-canary\"}[1m]))'",
    "'sum(${QUERY_orders})'",
  ]) {
    expectProblems(canary("ScaledObject") + scaledObject(query));
  }
  expectProblems(
    canary("ScaledObject", "", "\n        #     ^^^^^^ scaler-query-ambiguous") +
      scaledObject("'sum(requests{namespace=\"orders\"})'"),
  );
});

test("queries of the primary find their trigger by its name", () => {
  const expectProblems = expectProblemsOf(scalerQueryWithoutTrigger);
  const queries = (mark: string) => `
        primaryScalerQueries:
          request: up${mark}`;
  const near = canary(
    "ScaledObject",
    queries(`
          #<- scaler-query-without-trigger (warning): No trigger of ScaledObject orders is called "request", so this query is passed over and the primary scales by that of the target. Did you mean "requests"?`),
  );
  expectProblems(near + scaledObject("up"));
  expect(fixed(scalerQueryWithoutTrigger, near + scaledObject("up"))).toContain("requests: up\n");
  expectProblems(
    canary(
      "ScaledObject",
      queries(`
          #<- scaler-query-without-trigger (warning): No trigger of ScaledObject orders is called "request", for none has a name, so this query is passed over and the primary scales by that of the target. Give the trigger that name.`),
    ) + scaledObject("up", "useCachedMetrics: true"),
  );
  expectProblems(canary("ScaledObject", queries("")) + scaledObject("up", "name: request"));
});

test("one bound of the primary may come from the target", () => {
  const expectProblems = expectProblemsOf(primaryScalerRange);
  expectProblems(
    canary(
      "HorizontalPodAutoscaler",
      `
        primaryScalerReplicas: { minReplicas: 6 }
        #                                     ^ primary-scaler-range (error): The primary would have at least 6 and at most 4 replicas, for maxReplicas comes from HorizontalPodAutoscaler orders; that is refused, so the Canary never starts. Write both bounds.`,
    ) + autoscaler(),
  );
  expectProblems(
    canary(
      "HorizontalPodAutoscaler",
      `
        primaryScalerReplicas: { maxReplicas: 1 }
        #                                     ^ primary-scaler-range`,
    ) + autoscaler(),
  );
  const fits = "\n        primaryScalerReplicas: { minReplicas: 4 }";
  expectProblems(canary("HorizontalPodAutoscaler", fits) + autoscaler());
  expectProblems(canary("HorizontalPodAutoscaler", fits));
});

test("a bound of zero is told once", () => {
  const source = `
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: orders, namespace: shop }
    spec:
      revertOnDeletion: true
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }
      autoscalerRef:
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        name: orders
        primaryScalerReplicas: { minReplicas: 0 }
        #                                     ^ primary-scaler-zero
      service: { port: 80 }
      analysis:
        interval: 1m
        threshold: 5
        stepWeight: 10
        metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]`;
  expectAll(source, { catalogue });
  expect(fixed(primaryScalerZero, source)).toContain("{ minReplicas: 1 }");
});

test("an annotation that pauses, in the manifest", () => {
  const paused = (annotation: string) =>
    scaledObject("up", "name: requests", `, annotations: { ${annotation} }`);
  const marked = canary(
    "ScaledObject",
    "",
    "\n        #     ^^^^^^ scaler-paused-in-git (warning)",
  );
  const expectProblems = expectProblemsOf(scalerPausedInGit);
  expectProblems(marked + paused('autoscaling.keda.sh/paused-replicas: "2"'));
  expectProblems(marked + paused('autoscaling.keda.sh/paused: "true"'));
  expectProblems(canary("ScaledObject") + paused('autoscaling.keda.sh/paused: "false"'));
  expect(
    fixed(scalerPausedInGit, marked + paused('autoscaling.keda.sh/paused: "true"')),
  ).not.toContain("keda.sh/paused");
});
