import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { ALERTS, podinfo } from "./scenes.ts";

test("an alert goes where its severity is wanted", () => {
  expectTold(
    podinfo(
      "stepWeight: 100, alerts: [{ name: a, severity: info, providerRef: { name: p } }, { name: b, severity: warn, providerRef: { name: p, namespace: other } }, { name: c, severity: error, providerRef: { name: q } }, { name: d, providerRef: { name: p } }, { name: e, severity: info, providerRef: { name: missing } }], metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
      "",
      ALERTS,
    ),
    {
      ticks: 7,
      edits: { 2: [revision("podinfo", "a:2")] },
      metrics: { "request-success-rate": [1] },
      flags: { clusterName: "prod", alertChannel: "general" },
    },
    `
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
        @ info New Deployment detected, initialization completed. [Cluster: prod, Target: Deployment/podinfo.test, Failed checks threshold: 2, Progress deadline: 25s, Traffic routing: Weight step: 100 max: 0] test/p
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        @ info New revision detected, progressing canary analysis. [Cluster: prod, Target: Deployment/podinfo.test, Failed checks threshold: 2, Progress deadline: 25s, Traffic routing: Weight step: 100 max: 0] test/p
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
      3 Progressing 0/100
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
      4 Progressing 0/100
        ? request-success-rate = 1
        ! Halt cd.test advancement success rate 1.00% < 99% (Progressing)
        = Progressing weight 100 iterations 0 failed 1
      5 Progressing 0/100
        ? request-success-rate = 1
        ! Halt cd.test advancement success rate 1.00% < 99% (Progressing)
        = Progressing weight 100 iterations 0 failed 2
      6 Failed 100/0
        ! Rolling back cd.test failed checks threshold reached 2 (Progressing)
        @ error Failed checks threshold reached 2 [Cluster: prod] test/p
        @ error Failed checks threshold reached 2 [Cluster: prod] other/p
        @ error Failed checks threshold reached 2 [Cluster: prod] test/q
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});
