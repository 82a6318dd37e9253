import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { CONFIG, podinfo } from "./scenes.ts";

test("a target that never gets ready fails when the deadline of the Canary has passed", () => {
  expectTold(
    podinfo("stepWeight: 50"),
    {
      ticks: 7,
      edits: { 2: [revision("podinfo", "a:2")] },
      target: "never",
      flags: { alertChannel: "general" },
    },
    `
      3 Progressing 100/0
        ! canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Progressing)
      4 Progressing 100/0
        ! canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Progressing)
      5 Failed 100/0
        ! canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Progressing)
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
      6 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("a primary that never gets ready at the beginning cannot even be rolled back", () => {
  expectTold(
    podinfo("stepWeight: 50"),
    { ticks: 4, primary: "never" },
    `
      1 Initializing
        - all the metrics providers are available! (Initializing)
        ! podinfo-primary.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Initializing)
      2 Initializing
        - all the metrics providers are available! (Initializing)
        ! podinfo-primary.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Initializing)
      3 Initializing
        - all the metrics providers are available! (Initializing)
        ! podinfo-primary.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Initializing)
        ! TrafficSplit podinfo.test get query error trafficsplits.split.smi-spec.io "podinfo" not found (Initializing)
    `,
  );
});

test("a target that is late is waited for, and that is no failed check", () => {
  expectTold(
    podinfo("stepWeight: 50"),
    { ticks: 6, edits: { 2: [revision("podinfo", "a:2")] }, target: 2 },
    `
      3 Progressing 100/0
        ! canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Progressing)
      4 Progressing 100/0
        ! canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available (Progressing)
      5 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
    `,
  );
});

test("a target that is missing", () => {
  expectTold(
    podinfo("stepWeight: 50"),
    {
      ticks: 2,
      edits: { 0: [{ edit: "delete", object: { kind: "Deployment", name: "podinfo" } }] },
    },
    `
      0 Initializing
        ! deployment podinfo.test get query error: deployments.apps "podinfo" not found (Initializing)
      1 Initializing
        ! deployment podinfo.test get query error: deployments.apps "podinfo" not found (Initializing)
    `,
  );
});

test("configuration that is missing", () => {
  expectTold(
    podinfo("stepWeight: 50", "", CONFIG),
    { ticks: 1, edits: { 0: [{ edit: "delete", object: { kind: "ConfigMap", name: "conf" } }] } },
    `
      0 Initializing
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        - all the metrics providers are available! (Initializing)
        ! createPrimaryDeployment failed: GetTargetConfigs failed: configmap conf.test get query error: configmap conf.test get query error: configmaps "conf" not found (Initializing)
    `,
  );
});

test("no port", () => {
  expectTold(
    podinfo("stepWeight: 50").replace("{ port: 80 }", "{}"),
    { ticks: 1 },
    `
      0 Initializing
        + create Service/podinfo-canary 422
        ! reconcileService failed: service podinfo-canary.test create error: Service "podinfo-canary" is invalid: [spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive] (Initializing)
    `,
  );
});
