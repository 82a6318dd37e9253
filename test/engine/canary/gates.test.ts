import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { podinfo } from "./scenes.ts";

test("a closed gate before the rollout makes it wait; the revision that stands when it opens is taken", () => {
  expectTold(
    podinfo("stepWeight: 50, webhooks: [{ name: gate, type: confirm-rollout, url: http://x/ }]"),
    {
      ticks: 6,
      edits: { 2: [revision("podinfo", "a:2")], 4: [revision("podinfo", "a:3")] },
      webhooks: { gate: [403, 403, 200] },
      flags: { alertChannel: "general" },
    },
    `
      2 Waiting 100/0
        > gate confirm-rollout (Initialized) 403
        = Waiting weight 0 iterations 0 failed 0
        ! Halt cd.test advancement waiting for approval gate (Initialized)
        @ warn Canary is waiting for approval. [] general
      3 Waiting 100/0
        > gate confirm-rollout (Waiting) 403
      4 Progressing 100/0
        > gate confirm-rollout (Waiting) 200
        - Confirm-rollout check gate passed (Waiting)
        - New revision detected! Scaling up podinfo.test (Progressing)
        @ info New revision detected, progressing canary analysis. [Target: Deployment/podinfo.test, Failed checks threshold: 2, Progress deadline: 25s, Traffic routing: Weight step: 50 max: 0] general
        + patch Deployment/podinfo x1
        = Progressing weight 0 iterations 0 failed 0
      5 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
    `,
  );
});

test("a closed gate before the first step repeats the start, and tells it every tick", () => {
  expectTold(
    podinfo(
      "stepWeight: 50, webhooks: [{ name: pre, type: pre-rollout, url: http://x/ }, { name: gate, type: confirm-traffic-increase, url: http://x/ }]",
    ),
    {
      ticks: 6,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { gate: [403, 200, 403] },
      flags: { alertChannel: "general" },
    },
    `
      3 Progressing 100/0
        - Starting canary analysis for podinfo.test (Progressing)
        > pre pre-rollout (Progressing) 200
        - Pre-rollout check pre passed (Progressing)
        > gate confirm-traffic-increase (Progressing) 403
        ! Halt cd.test advancement waiting for traffic increase approval gate (Progressing)
        @ warn Canary traffic increase is waiting for approval. [] general
      4 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        > pre pre-rollout (Progressing) 200
        - Pre-rollout check pre passed (Progressing)
        > gate confirm-traffic-increase (Progressing) 200
        - Confirm-traffic-increase check gate passed (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
      5 Progressing 50/50
        > gate confirm-traffic-increase (Progressing) 403
        ! Halt cd.test advancement waiting for traffic increase approval gate (Progressing)
        @ warn Canary traffic increase is waiting for approval. [] general
    `,
  );
});

test("a muted gate sends no alert", () => {
  expectTold(
    podinfo(
      "stepWeight: 50, webhooks: [{ name: gate, type: confirm-rollout, url: http://x/, muteAlert: true }]",
    ),
    {
      ticks: 3,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { gate: [403] },
      flags: { alertChannel: "general" },
    },
    `
      2 Waiting 100/0
        > gate confirm-rollout (Initialized) 403
        = Waiting weight 0 iterations 0 failed 0
        ! Halt cd.test advancement waiting for approval gate (Initialized)
    `,
  );
});

test("checks go on failing while the gate before the promotion is closed", () => {
  expectTold(
    podinfo(
      "stepWeight: 100, webhooks: [{ name: gate, type: confirm-promotion, url: http://x/ }], metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]",
    ),
    {
      ticks: 8,
      edits: { 2: [revision("podinfo", "a:2")] },
      webhooks: { gate: [403] },
      metrics: { "request-success-rate": [100, 1] },
      flags: { alertChannel: "general" },
    },
    `
      4 WaitingPromotion 0/100
        ? request-success-rate = 100
        > gate confirm-promotion (Progressing) 403
        = WaitingPromotion weight 0 iterations -1 failed 0
        ! Halt cd.test advancement waiting for promotion approval gate (Progressing)
        @ warn Canary promotion is waiting for approval. [] general
      5 WaitingPromotion 0/100
        ? request-success-rate = 1
        ! Halt cd.test advancement success rate 1.00% < 99% (WaitingPromotion)
        = WaitingPromotion weight 0 iterations -1 failed 1
      6 WaitingPromotion 0/100
        ? request-success-rate = 1
        ! Halt cd.test advancement success rate 1.00% < 99% (WaitingPromotion)
        = WaitingPromotion weight 0 iterations -1 failed 2
      7 Failed 100/0
        ! Rolling back cd.test failed checks threshold reached 2 (WaitingPromotion)
        @ error Failed checks threshold reached 2 [] general
        + update TrafficSplit/podinfo
        ! Canary failed! Scaling down cd.test (Failed)
        + patch Deployment/podinfo x0
        = Failed weight 0 iterations 0 failed 0
    `,
  );
});

test("a new revision restarts the analysis behind the gate", () => {
  expectTold(
    podinfo("stepWeight: 100, webhooks: [{ name: gate, type: confirm-promotion, url: http://x/ }]"),
    {
      ticks: 7,
      edits: { 2: [revision("podinfo", "a:2")], 5: [revision("podinfo", "a:3")] },
      webhooks: { gate: [403] },
    },
    `
      4 WaitingPromotion 0/100
        > gate confirm-promotion (Progressing) 403
        = WaitingPromotion weight 0 iterations -1 failed 0
        ! Halt cd.test advancement waiting for promotion approval gate (Progressing)
      5 Progressing 100/0
        - New revision detected! Restarting analysis for podinfo.test (WaitingPromotion)
        + update TrafficSplit/podinfo
        = Progressing weight 0 iterations 0 failed 0
      6 Progressing 0/100
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 100 iterations 0 failed 0
        - Advance cd.test canary weight 100 (Progressing)
    `,
  );
});

test("a weight that has no next step stops before the gate is asked", () => {
  expectTold(
    podinfo(
      "stepWeight: 0, webhooks: [{ name: gate, type: confirm-traffic-increase, url: http://x/ }]",
    ),
    { ticks: 5, edits: { 2: [revision("podinfo", "a:2")] } },
    `
      3 Progressing 100/0
        - Starting canary analysis for podinfo.test (Progressing)
      4 Progressing 100/0
        - Starting canary analysis for podinfo.test (Progressing)
    `,
  );
});
