import { expect, test } from "vitest";
import { simulated } from "../../../support/simulated.ts";

const canary = (spec: string, analysis: string): string => `
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: web }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    service: { port: 80 }
    ${spec}
    analysis: { interval: 10s, threshold: 2, ${analysis} }
`;

const steps = canary("", "stepWeight: 50, maxWeight: 50");
const gated = (type: string): string =>
  canary(
    "",
    `stepWeight: 50, maxWeight: 50, webhooks: [{ name: gate, type: ${type}, url: "http://gate/" }]`,
  );

const closed = { gate: { by: "call" as const, answers: ["fail" as const] } };

test("a gate that never opens is endless", () => {
  expect(simulated(gated("confirm-rollout"), { webhooks: closed })).toBe(`
0 +0 Waiting 100/0 w0 i0 f0 | ! Halt web.test advancement waiting for approval gate
1 +10 Waiting 100/0 w0 i0 f0 |
2 +20 Waiting 100/0 w0 i0 f0 |
endless at 0 +0
`);
});

test("a gate that opens at a tick", () => {
  const from = [
    { tick: Number.NEGATIVE_INFINITY, answer: "fail" as const },
    { tick: 4, answer: "pass" as const },
  ];
  expect(simulated(gated("confirm-promotion"), { webhooks: { gate: { by: "tick", from } } })).toBe(`
0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up web.test
1 +10 Progressing 50/50 w50 i0 f0 | Starting canary analysis for web.test; Advance web.test canary weight 50
2 +20 WaitingPromotion 50/50 w0 i-1 f0 | ! Halt web.test advancement waiting for promotion approval gate
3 +30 WaitingPromotion 50/50 w0 i-1 f0 |
4 +40 Promoting 50/50 w0 i-1 f0 | Confirm-promotion check gate passed; Copying web.test template spec to web-primary.test
5 +50 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
6 +60 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down web.test
Succeeded at 6 +60
`);
});

test("pods that take two ticks longer", () => {
  expect(simulated(steps, { target: 2, primary: 1 })).toBe(`
0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up web.test
1 +10 Progressing 100/0 w0 i0 f0 | ! canary deployment web.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available
2 +20 Progressing 100/0 w0 i0 f0 | ! canary deployment web.test not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available
3 +30 Progressing 50/50 w50 i0 f0 | Starting canary analysis for web.test; Advance web.test canary weight 50
4 +40 Promoting 50/50 w50 i0 f0 | Copying web.test template spec to web-primary.test
5 +50 Promoting 50/50 w50 i0 f0 | ! web-primary.test not ready: waiting for rollout to finish: 1 old replicas are pending termination
6 +60 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
7 +70 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down web.test
Succeeded at 7 +70
`);
});

test("pods that never get ready are rolled back once the deadline has passed", () => {
  const found = simulated(canary("progressDeadlineSeconds: 20", "stepWeight: 50"), {
    target: "never",
  });
  expect(found).toContain("2 +20 Failed 100/0 w0 i0 f0");
  expect(found).toContain("Failed at 2 +20");
});

test("a primary that never gets ready fails the promotion", () => {
  const found = simulated(steps, { primary: "never" });
  expect(found).toContain("exceeded its progress deadline");
  expect(found).toMatch(/Failed at 63 \+630\n$/);
});

test("a new revision on the way begins again, and the old one comes back unseen", () => {
  const edits = [
    { tick: 2, edit: "revision" as const, body: undefined },
    { tick: 3, edit: "back" as const },
  ];
  expect(simulated(steps, { edits })).toBe(`
0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up web.test
1 +10 Progressing 50/50 w50 i0 f0 | Starting canary analysis for web.test; Advance web.test canary weight 50
2 +20 Progressing 100/0 w0 i0 f0 | New revision detected! Restarting analysis for web.test
3 +30 Progressing 50/50 w50 i0 f0 | Starting canary analysis for web.test; Advance web.test canary weight 50
4 +40 Promoting 50/50 w50 i0 f0 | Copying web.test template spec to web-primary.test
5 +50 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
6 +60 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down web.test
7 +70 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up web.test
8 +80 Progressing 50/50 w50 i0 f0 | Starting canary analysis for web.test; Advance web.test canary weight 50
9 +90 Promoting 50/50 w50 i0 f0 | Copying web.test template spec to web-primary.test
10 +100 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
11 +110 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down web.test
Succeeded at 11 +110
`);
});

test("suspended is endless, resumed goes on, another interval moves the ticks", () => {
  expect(simulated(steps, { edits: [{ tick: 1, edit: "suspend" }] })).toMatch(
    /skipping canary run as object is suspended\nendless at 1 \+10\n$/,
  );
  const edits = [
    { tick: 1, edit: "suspend" as const },
    { tick: 2, edit: "resume" as const },
    {
      tick: 3,
      edit: "patch" as const,
      object: undefined,
      body: { spec: { analysis: { interval: "60s" } } },
    },
  ];
  const lines = simulated(steps, { edits }).split("\n");
  expect(lines.slice(1, 8).map((it) => it.split(" ").slice(0, 3).join(" "))).toEqual([
    "0 +0 Progressing",
    "1 +10 Progressing",
    "2 +20 Progressing",
    "3 +30 Promoting",
    "4 +40 Finalising",
    "5 +100 Succeeded",
    "Succeeded at 5",
  ]);
});

test("the first installation", () => {
  expect(simulated(steps, { begins: "installation" })).toBe(`
0 +0 Initializing - w0 i0 f0 | all the metrics providers are available!; ! web-primary.test not ready: waiting for rollout to finish: observed deployment generation less than desired generation
1 +10 Initialized 100/0 w0 i0 f0 | all the metrics providers are available!; Initialization done! web.test
Initialized at 1 +10
`);
});

test("a Canary that is deleted", () => {
  const edits = [{ tick: 1, edit: "delete" as const, object: undefined }];
  expect(simulated(steps, { begins: "rest", edits })).toMatch(/deleted at 1 \+10\n$/);
});

test("what never gets through its initialisation shows that instead", () => {
  const found = simulated(steps.replace("provider: linkerd", "provider: gatewayapi:v1"));
  expect(found).toContain("GatewayRefs must be specified when using Gateway API as a provider.");
  expect(found).toMatch(/endless at 0 \+0\n$/);
});
