import { expect, test } from "vitest";
import { played, revision, type Script } from "../../support/told.ts";
import { ALERTS, CONFIG, podinfo } from "./scenes.ts";

const edits = { 2: [revision("podinfo", "a:2")] };
const bad = { "request-success-rate": [1] };
const metrics = "metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]";
const hook = (type: string) => `webhooks: [{ name: h, type: ${type}, url: http://x/ }]`;

/** Every event with the field that decided it. */
function reasons(scene: string, script: Script): readonly string[] {
  return played(scene, script).ticks.flatMap(({ calls }) =>
    calls.flatMap((it) => {
      if (it.call !== "event") return [];
      const { object, at = [], text } = it.why ?? {};
      expect(text).toMatch(/^\S.*\.$/);
      return [`${it.text} <- ${object ? `${object.kind} ` : ""}${at.join(".")}`];
    }),
  );
}

test("a roll-back", () => {
  const scene = podinfo(`stepWeight: 50, ${metrics}`, "", ALERTS);
  expect(reasons(scene, { ticks: 7, edits, metrics: bad }).slice(4)).toEqual([
    "New revision detected! Scaling up podinfo.test <- spec.targetRef",
    "Starting canary analysis for podinfo.test <- spec.analysis",
    "Advance cd.test canary weight 50 <- spec.analysis.stepWeight",
    "Halt cd.test advancement success rate 1.00% < 99% <- spec.analysis.metrics.0.thresholdRange.min",
    "Halt cd.test advancement success rate 1.00% < 99% <- spec.analysis.metrics.0.thresholdRange.min",
    "Rolling back cd.test failed checks threshold reached 2 <- spec.analysis.threshold",
    "Canary failed! Scaling down cd.test <- spec.analysis.threshold",
  ]);
});

test("a promotion", () => {
  expect(reasons(podinfo("stepWeight: 100", "", CONFIG), { ticks: 7, edits }).slice(5)).toEqual([
    "Starting canary analysis for podinfo.test <- spec.analysis",
    "Advance cd.test canary weight 100 <- spec.analysis.stepWeight",
    "Copying podinfo.test template spec to podinfo-primary.test <- spec.analysis.maxWeight",
    "Routing all traffic to primary <- spec.analysis.stepWeightPromotion",
    "Promotion completed! Scaling down podinfo.test <- spec.targetRef",
  ]);
});

test.for<readonly [string, Script, string]>([
  [
    hook("confirm-rollout"),
    { ticks: 3, edits, webhooks: { h: [403] } },
    "Halt cd.test advancement waiting for approval h <- spec.analysis.webhooks.0",
  ],
  [
    hook("rollout"),
    { ticks: 5, edits, webhooks: { h: [403] } },
    "Halt cd.test advancement external check h failed  <- spec.analysis.webhooks.0",
  ],
  [
    hook("rollback"),
    { ticks: 4, edits, webhooks: { h: [200] } },
    "Canary failed! Scaling down cd.test <- spec.analysis.webhooks",
  ],
  [
    "canaryReadyThreshold: 100",
    { ticks: 4, edits, target: "never" },
    "canary deployment podinfo.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available <- spec.analysis.canaryReadyThreshold",
  ],
])("%s", ([more, script, wanted]) => {
  const last = reasons(podinfo(`stepWeight: 50, ${more}`), script).at(-1);
  expect(last).toBe(wanted);
});

test("a target without a label that Flagger knows", () => {
  const objects = CONFIG.replaceAll("name: web,", "service: web,");
  expect(reasons(podinfo("stepWeight: 10", "", objects), { ticks: 1 })).toEqual([
    "getSelectorLabel failed: deployment podinfo.test spec.selector.matchLabels must contain one of [app name app.kubernetes.io/name] <- Deployment spec.selector.matchLabels",
  ]);
});
