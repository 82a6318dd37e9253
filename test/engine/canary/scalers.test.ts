import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { HPA, podinfo, SCALED_OBJECT } from "./scenes.ts";

test("a HorizontalPodAutoscaler", () => {
  expectTold(
    podinfo(
      "stepWeight: 100",
      "autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: h, primaryScalerReplicas: { minReplicas: 4 } }",
      HPA,
    ),
    {
      ticks: 7,
      edits: {
        2: [revision("podinfo", "a:2")],
        4: [
          {
            edit: "patch",
            object: { kind: "HorizontalPodAutoscaler", name: "h" },
            body: { spec: { maxReplicas: 9 } },
          },
        ],
      },
    },
    `
      0 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing)
        + create Deployment/podinfo-primary x3
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Initializing)
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create HorizontalPodAutoscaler/h-primary
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + patch Deployment/podinfo x3
        = Progressing weight 0 iterations 0 failed 0
      3 Progressing 0/100
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      4 Promoting 0/100
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update Deployment/podinfo-primary x4
        = Promoting weight 100 iterations 0 failed 0
      5 Finalising 100/0
        + update HorizontalPodAutoscaler/h-primary
        - Routing all traffic to primary (Promoting)
        + update TrafficSplit/podinfo
        = Finalising weight 0 iterations 0 failed 0
      6 Succeeded 100/0
        + patch Deployment/podinfo x0
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Scaling down podinfo.test (Succeeded)
    `,
  );
});

test("a ScaledObject", () => {
  expectTold(
    podinfo(
      "stepWeight: 100",
      "autoscalerRef: { apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: s }",
      SCALED_OBJECT,
    ),
    { ticks: 7, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create ScaledObject/s-primary
        + update ScaledObject/s
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + update ScaledObject/s
        + patch Deployment/podinfo x2
        = Progressing weight 0 iterations 0 failed 0
      3 Progressing 0/100
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      4 Promoting 0/100
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update Deployment/podinfo-primary x1
        = Promoting weight 100 iterations 0 failed 0
      5 Finalising 100/0
        - Routing all traffic to primary (Promoting)
        + update TrafficSplit/podinfo
        = Finalising weight 0 iterations 0 failed 0
      6 Succeeded 100/0
        + update ScaledObject/s
        + patch Deployment/podinfo x0
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Scaling down podinfo.test (Succeeded)
    `,
  );
});

test("an autoscaler that is missing", () => {
  expectTold(
    podinfo(
      "stepWeight: 100",
      "autoscalerRef: { apiVersion: v2, kind: HorizontalPodAutoscaler, name: h }",
    ),
    {
      ticks: 2,
      edits: { 0: [{ edit: "delete", object: { kind: "HorizontalPodAutoscaler", name: "h" } }] },
    },
    `
      1 Initializing
        - all the metrics providers are available! (Initializing)
        ! HorizontalPodAutoscaler h.test get query error: horizontalpodautoscalers.autoscaling "h" not found (Initializing)
    `,
  );
});
