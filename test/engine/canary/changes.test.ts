import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { CONFIG, podinfo } from "./scenes.ts";

test("a new revision restarts the analysis", () => {
  expectTold(
    podinfo("stepWeight: 20"),
    { ticks: 7, edits: { 2: [revision("podinfo", "a:2")], 5: [revision("podinfo", "a:3")] } },
    `
      4 Progressing 60/40
        + update TrafficSplit/podinfo
        = Progressing weight 40 iterations 0 failed 0
        - Advance cd.test canary weight 40 (Progressing)
      5 Progressing 100/0
        - New revision detected! Restarting analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 0 iterations 0 failed 0
      6 Progressing 80/20
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 20 iterations 0 failed 0
        - Advance cd.test canary weight 20 (Progressing)
    `,
  );
});

test("after a failure the same template starts nothing, another one does", () => {
  expectTold(
    podinfo(
      "stepWeight: 20, metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
    {
      ticks: 11,
      edits: {
        2: [revision("podinfo", "a:2")],
        8: [revision("podinfo", "a:2")],
        9: [revision("podinfo", "a:3")],
      },
      metrics: { "request-success-rate": [1] },
    },
    `
      6 Failed 100/0
        ! Rolling back cd.test failed checks threshold reached 2 (Progressing)
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
      7 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      8 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      9 Progressing 100/0
        = Failed weight 0 iterations 0 failed 0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
      10 Progressing 80/20
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 20 iterations 0 failed 0
        - Advance cd.test canary weight 20 (Progressing)
    `,
  );
});

test("after a failure the promoted template starts nothing, and the failed one is new again", () => {
  expectTold(
    podinfo(
      "stepWeight: 20, metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
    {
      ticks: 11,
      edits: {
        2: [
          {
            edit: "patch",
            object: { kind: "Deployment", name: "podinfo" },
            body: { spec: { template: { metadata: { annotations: { r: "2" } } } } },
          },
        ],
        8: [
          {
            edit: "patch",
            object: { kind: "Deployment", name: "podinfo" },
            body: { spec: { template: { metadata: { annotations: null } } } },
          },
        ],
        10: [
          {
            edit: "patch",
            object: { kind: "Deployment", name: "podinfo" },
            body: { spec: { template: { metadata: { annotations: { r: "2" } } } } },
          },
        ],
      },
      metrics: { "request-success-rate": [1] },
    },
    `
      7 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      8 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      9 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      10 Progressing 100/0
        = Failed weight 0 iterations 0 failed 0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
    `,
  );
});

test("a change that meets an unready primary after a failure is lost", () => {
  expectTold(
    podinfo(
      "stepWeight: 50, metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
    {
      ticks: 11,
      edits: {
        2: [revision("podinfo", "a:2")],
        8: [
          revision("podinfo", "a:3"),
          { edit: "delete", object: { kind: "Deployment", name: "podinfo-primary" } },
        ],
      },
      metrics: { "request-success-rate": [1] },
    },
    `
      7 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      8 Failed 100/0
        + create Deployment/podinfo-primary x1
        = Failed weight 0 iterations 0 failed 0
        ! podinfo-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation (Failed)
      9 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
      10 Failed 100/0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("a change of configuration starts a rollout, and restarts one", () => {
  expectTold(
    podinfo("stepWeight: 50", "", CONFIG),
    {
      ticks: 6,
      edits: {
        2: [
          {
            edit: "patch",
            object: { kind: "ConfigMap", name: "conf" },
            body: { data: { a: "2" } },
          },
        ],
        4: [
          { edit: "patch", object: { kind: "Secret", name: "sec" }, body: { data: { p: "eg==" } } },
        ],
      },
    },
    `
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + patch Deployment/podinfo x3
        = Progressing weight 0 iterations 0 failed 0
      3 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
      4 Progressing 100/0
        - New revision detected! Restarting analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 0 iterations 0 failed 0
      5 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
    `,
  );
});

test("what is not tracked changes nothing", () => {
  expectTold(
    podinfo("stepWeight: 50", "", CONFIG),
    {
      ticks: 4,
      edits: {
        2: [
          {
            edit: "patch",
            object: { kind: "ConfigMap", name: "untracked" },
            body: { data: { a: "2" } },
          },
        ],
        3: [
          {
            edit: "patch",
            object: { kind: "Deployment", name: "podinfo" },
            body: { metadata: { labels: { x: "y" } } },
          },
        ],
      },
    },
    `
      2 Initialized 100/0
      3 Initialized 100/0
    `,
  );
});

test("without tracking, configuration changes nothing", () => {
  expectTold(
    podinfo("stepWeight: 50", "", CONFIG),
    {
      ticks: 3,
      edits: {
        2: [
          {
            edit: "patch",
            object: { kind: "ConfigMap", name: "conf" },
            body: { data: { a: "2" } },
          },
        ],
      },
      flags: { enableConfigTracking: false },
    },
    `
      2 Initialized 100/0
    `,
  );
});

test("a suspended Canary is left alone in the middle", () => {
  expectTold(
    podinfo("stepWeight: 20"),
    {
      ticks: 6,
      edits: {
        2: [revision("podinfo", "a:2")],
        4: [
          {
            edit: "patch",
            object: { kind: "Canary", name: "cd" },
            body: { spec: { suspend: true } },
          },
        ],
        5: [
          {
            edit: "patch",
            object: { kind: "Canary", name: "cd" },
            body: { spec: { suspend: false } },
          },
        ],
      },
    },
    `
      3 Progressing 80/20
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 20 iterations 0 failed 0
        - Advance cd.test canary weight 20 (Progressing)
      4 Progressing 80/20
        - skipping canary run as object is suspended (Progressing)
      5 Progressing 60/40
        + update TrafficSplit/podinfo
        = Progressing weight 40 iterations 0 failed 0
        - Advance cd.test canary weight 40 (Progressing)
    `,
  );
});

test("the analysis is switched off in the middle", () => {
  expectTold(
    podinfo("stepWeight: 20"),
    {
      ticks: 6,
      edits: {
        2: [revision("podinfo", "a:2")],
        4: [
          {
            edit: "patch",
            object: { kind: "Canary", name: "cd" },
            body: { spec: { skipAnalysis: true } },
          },
        ],
      },
      flags: { alertChannel: "general" },
    },
    `
      3 Progressing 80/20
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 20 iterations 0 failed 0
        - Advance cd.test canary weight 20 (Progressing)
      4 Succeeded 100/0
        + update TrafficSplit/podinfo
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update Deployment/podinfo-primary x1
        + patch Deployment/podinfo x0
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Canary analysis was skipped for podinfo.test (Succeeded)
        @ info Canary analysis was skipped, promotion finished. [] general
      5 Succeeded 100/0
    `,
  );
});

test("without an analysis nothing is waited for", () => {
  expectTold(
    podinfo("stepWeight: 20", "skipAnalysis: true"),
    { ticks: 5, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      0 Initialized 100/0
        + create Service/podinfo-canary
        + create Service/podinfo-primary
        + create Deployment/podinfo-primary x1
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      1 Initialized 100/0
      2 Progressing 100/0
        - New revision detected! Scaling up podinfo.test (Progressing)
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
      3 Succeeded 100/0
        + update TrafficSplit/podinfo
        - Copying podinfo.test template spec to podinfo-primary.test (Progressing)
        + update Deployment/podinfo-primary x1
        + patch Deployment/podinfo x0
        = Succeeded weight 0 iterations 0 failed 0
        - Promotion completed! Canary analysis was skipped for podinfo.test (Succeeded)
      4 Succeeded 100/0
    `,
  );
});
