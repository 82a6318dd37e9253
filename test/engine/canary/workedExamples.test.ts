import { expect, test } from "vitest";
import type { Scenario } from "../../../server/engine/canary/scenario/scenario.ts";
import { simulated } from "../../support/simulated.ts";

// The tables of Flagger's behaviour for common rollouts: tick, seconds, phase, routes, weight, iterations, failed checks | events.

const face = `
  kind: Canary
  apiVersion: flagger.app/v1beta1
  metadata: { name: face, namespace: faces }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    progressDeadlineSeconds: 60
    service: { port: 80 }
    analysis:
      interval: 10s
      threshold: 3
      maxWeight: 50
      stepWeight: 5
      metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 70 } }]
      webhooks: [{ name: load-test, url: "http://tester/" }]
`;

const podinfo = (provider: string, analysis: string): string => `
  kind: Canary
  apiVersion: flagger.app/v1beta1
  metadata: { name: podinfo, namespace: test }
  spec:
    provider: ${provider}
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: podinfo }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 3, ${analysis} }
`;

const GATE =
  'webhooks: [{ name: confirm-promotion, type: confirm-promotion, url: "http://gate/" }]';

const successRate = (...answers: readonly number[]): Partial<Scenario> => ({
  metrics: { "request-success-rate": { by: "call", answers } },
});

const gateOpensAt = (question: number): Partial<Scenario> => ({
  webhooks: {
    "confirm-promotion": {
      by: "call",
      answers: [...Array.from({ length: question - 1 }, () => "fail" as const), "pass"],
    },
  },
});

function expectPlay(scene: string, scenario: Partial<Scenario>, table: string): void {
  const wanted = table
    .trim()
    .split("\n")
    .map((line) => line.trim());
  expect(simulated(scene, scenario).trim().split("\n")).toEqual(wanted);
}

test("every check passes", () => {
  expectPlay(
    face,
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up face.faces
    1 +10 Progressing 95/5 w5 i0 f0 | Starting canary analysis for face.faces; Advance face.faces canary weight 5
    2 +20 Progressing 90/10 w10 i0 f0 | Advance face.faces canary weight 10
    3 +30 Progressing 85/15 w15 i0 f0 | Advance face.faces canary weight 15
    4 +40 Progressing 80/20 w20 i0 f0 | Advance face.faces canary weight 20
    5 +50 Progressing 75/25 w25 i0 f0 | Advance face.faces canary weight 25
    6 +60 Progressing 70/30 w30 i0 f0 | Advance face.faces canary weight 30
    7 +70 Progressing 65/35 w35 i0 f0 | Advance face.faces canary weight 35
    8 +80 Progressing 60/40 w40 i0 f0 | Advance face.faces canary weight 40
    9 +90 Progressing 55/45 w45 i0 f0 | Advance face.faces canary weight 45
    10 +100 Progressing 50/50 w50 i0 f0 | Advance face.faces canary weight 50
    11 +110 Promoting 50/50 w50 i0 f0 | Copying face.faces template spec to face-primary.faces
    12 +120 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    13 +130 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down face.faces
    Succeeded at 13 +130
  `,
  );
});

test("75 % of the requests fail from the first check on", () => {
  expectPlay(
    face,
    successRate(25),
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up face.faces
    1 +10 Progressing 95/5 w5 i0 f0 | Starting canary analysis for face.faces; Advance face.faces canary weight 5
    2 +20 Progressing 95/5 w5 i0 f1 | ! Halt face.faces advancement success rate 25.00% < 70%
    3 +30 Progressing 95/5 w5 i0 f2 | ! Halt face.faces advancement success rate 25.00% < 70%
    4 +40 Progressing 95/5 w5 i0 f3 | ! Halt face.faces advancement success rate 25.00% < 70%
    5 +50 Failed 100/0 w0 i0 f0 | ! Rolling back face.faces failed checks threshold reached 3; ! Canary failed! Scaling down face.faces
    Failed at 5 +50
  `,
  );
});

test("every second check fails, beginning with the second", () => {
  expectPlay(
    face,
    successRate(100, 25, 100, 25, 100, 25),
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up face.faces
    1 +10 Progressing 95/5 w5 i0 f0 | Starting canary analysis for face.faces; Advance face.faces canary weight 5
    2 +20 Progressing 90/10 w10 i0 f0 | Advance face.faces canary weight 10
    3 +30 Progressing 90/10 w10 i0 f1 | ! Halt face.faces advancement success rate 25.00% < 70%
    4 +40 Progressing 85/15 w15 i0 f1 | Advance face.faces canary weight 15
    5 +50 Progressing 85/15 w15 i0 f2 | ! Halt face.faces advancement success rate 25.00% < 70%
    6 +60 Progressing 80/20 w20 i0 f2 | Advance face.faces canary weight 20
    7 +70 Progressing 80/20 w20 i0 f3 | ! Halt face.faces advancement success rate 25.00% < 70%
    8 +80 Failed 100/0 w0 i0 f0 | ! Rolling back face.faces failed checks threshold reached 3; ! Canary failed! Scaling down face.faces
    Failed at 8 +80
  `,
  );
});

test("every second check fails, beginning with the first", () => {
  expectPlay(
    face,
    successRate(25, 100, 25, 100, 25),
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up face.faces
    1 +10 Progressing 95/5 w5 i0 f0 | Starting canary analysis for face.faces; Advance face.faces canary weight 5
    2 +20 Progressing 95/5 w5 i0 f1 | ! Halt face.faces advancement success rate 25.00% < 70%
    3 +30 Progressing 90/10 w10 i0 f1 | Advance face.faces canary weight 10
    4 +40 Progressing 90/10 w10 i0 f2 | ! Halt face.faces advancement success rate 25.00% < 70%
    5 +50 Progressing 85/15 w15 i0 f2 | Advance face.faces canary weight 15
    6 +60 Progressing 85/15 w15 i0 f3 | ! Halt face.faces advancement success rate 25.00% < 70%
    7 +70 Failed 100/0 w0 i0 f0 | ! Rolling back face.faces failed checks threshold reached 3; ! Canary failed! Scaling down face.faces
    Failed at 7 +70
  `,
  );
});

test("Blue/Green without routes", () => {
  expectPlay(
    podinfo("kubernetes", "iterations: 5"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 0/100 w0 i1 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary iteration 1/5
    2 +20 Progressing 0/100 w0 i2 f0 | Advance podinfo.test canary iteration 2/5
    3 +30 Progressing 0/100 w0 i3 f0 | Advance podinfo.test canary iteration 3/5
    4 +40 Progressing 0/100 w0 i4 f0 | Advance podinfo.test canary iteration 4/5
    5 +50 Progressing 0/100 w0 i5 f0 | Advance podinfo.test canary iteration 5/5
    6 +60 Progressing 0/100 w0 i6 f0 |
    7 +70 Promoting 0/100 w0 i6 f0 | Copying podinfo.test template spec to podinfo-primary.test
    8 +80 Finalising 100/0 w0 i0 f0 |
    9 +90 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 9 +90
  `,
  );
});

test("Blue/Green with routes", () => {
  expectPlay(
    podinfo("linkerd", "iterations: 5"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 100/0 w0 i1 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary iteration 1/5
    2 +20 Progressing 100/0 w0 i2 f0 | Advance podinfo.test canary iteration 2/5
    3 +30 Progressing 100/0 w0 i3 f0 | Advance podinfo.test canary iteration 3/5
    4 +40 Progressing 100/0 w0 i4 f0 | Advance podinfo.test canary iteration 4/5
    5 +50 Progressing 100/0 w0 i5 f0 | Advance podinfo.test canary iteration 5/5
    6 +60 Progressing 0/100 w0 i6 f0 | Routing all traffic to canary
    7 +70 Promoting 0/100 w0 i6 f0 | Copying podinfo.test template spec to podinfo-primary.test
    8 +80 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    9 +90 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 9 +90
  `,
  );
});

test("a list of weights", () => {
  expectPlay(
    podinfo("linkerd", "stepWeights: [1, 2, 10, 80]"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 99/1 w1 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 1
    2 +20 Progressing 98/2 w2 i0 f0 | Advance podinfo.test canary weight 2
    3 +30 Progressing 90/10 w10 i0 f0 | Advance podinfo.test canary weight 10
    4 +40 Progressing 20/80 w80 i0 f0 | Advance podinfo.test canary weight 80
    5 +50 Promoting 20/80 w80 i0 f0 | Copying podinfo.test template spec to podinfo-primary.test
    6 +60 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    7 +70 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 7 +70
  `,
  );
});

test("weights after a tick of mirroring", () => {
  expectPlay(
    podinfo("istio", "stepWeight: 20, maxWeight: 40, mirror: true"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 100/0M w0 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 0
    2 +20 Progressing 80/20 w20 i0 f0 | Advance podinfo.test canary weight 20
    3 +30 Progressing 60/40 w40 i0 f0 | Advance podinfo.test canary weight 40
    4 +40 Promoting 60/40 w40 i0 f0 | Copying podinfo.test template spec to podinfo-primary.test
    5 +50 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    6 +60 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 6 +60
  `,
  );
});

test("Blue/Green with mirrored traffic", () => {
  expectPlay(
    podinfo("istio", "iterations: 3, mirror: true"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 100/0M w0 i1 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary iteration 1/3
    2 +20 Progressing 100/0M w0 i2 f0 | Advance podinfo.test canary iteration 2/3
    3 +30 Progressing 100/0M w0 i3 f0 | Advance podinfo.test canary iteration 3/3
    4 +40 Progressing 0/100 w0 i4 f0 | Stop traffic mirroring and route all traffic to canary
    5 +50 Promoting 0/100 w0 i4 f0 | Copying podinfo.test template spec to podinfo-primary.test
    6 +60 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    7 +70 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 7 +70
  `,
  );
});

test("a gate before the promotion that opens at the third question", () => {
  expectPlay(
    podinfo("linkerd", `stepWeight: 50, maxWeight: 50, ${GATE}`),
    gateOpensAt(3),
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 50/50 w50 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 50
    2 +20 WaitingPromotion 50/50 w0 i-1 f0 | ! Halt podinfo.test advancement waiting for promotion approval confirm-promotion
    3 +30 WaitingPromotion 50/50 w0 i-1 f0 |
    4 +40 Promoting 50/50 w0 i-1 f0 | Confirm-promotion check confirm-promotion passed; Copying podinfo.test template spec to podinfo-primary.test
    5 +50 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    6 +60 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 6 +60
  `,
  );
});

test("the same gate on A/B testing is asked every second tick", () => {
  expectPlay(
    podinfo("istio", `iterations: 3, match: [{ headers: { x: { exact: y } } }], ${GATE}`),
    gateOpensAt(3),
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 0/100 w0 i1 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary iteration 1/3
    2 +20 Progressing 0/100 w0 i2 f0 | Advance podinfo.test canary iteration 2/3
    3 +30 Progressing 0/100 w0 i3 f0 | Advance podinfo.test canary iteration 3/3
    4 +40 WaitingPromotion 0/100 w0 i2 f0 | ! Halt podinfo.test advancement waiting for promotion approval confirm-promotion
    5 +50 WaitingPromotion 0/100 w0 i3 f0 | Advance podinfo.test canary iteration 3/3
    6 +60 WaitingPromotion 0/100 w0 i2 f0 |
    7 +70 WaitingPromotion 0/100 w0 i3 f0 | Advance podinfo.test canary iteration 3/3
    8 +80 Promoting 0/100 w0 i3 f0 | Confirm-promotion check confirm-promotion passed; Copying podinfo.test template spec to podinfo-primary.test
    9 +90 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    10 +100 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 10 +100
  `,
  );
});

test("a promotion in steps", () => {
  expectPlay(
    podinfo("linkerd", "stepWeight: 25, maxWeight: 50, stepWeightPromotion: 25"),
    {},
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 75/25 w25 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 25
    2 +20 Progressing 50/50 w50 i0 f0 | Advance podinfo.test canary weight 50
    3 +30 Promoting 50/50 w50 i0 f0 | Copying podinfo.test template spec to podinfo-primary.test
    4 +40 Promoting 75/25 w25 i0 f0 | Advance podinfo.test primary weight 75
    5 +50 Finalising 100/0 w0 i0 f0 | Advance podinfo.test primary weight 100
    6 +60 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    Succeeded at 6 +60
  `,
  );
});

test("a change that is taken back in the middle is promoted, and then found to be new", () => {
  const scene = podinfo("linkerd", "stepWeight: 50, maxWeight: 50");
  const lines = simulated(scene, { edits: [{ tick: 2, edit: "back" }] })
    .trim()
    .split("\n");
  expect(lines.slice(0, 7).join("\n")).toBe(
    `
    0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    1 +10 Progressing 50/50 w50 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 50
    2 +20 Promoting 50/50 w50 i0 f0 | Copying podinfo.test template spec to podinfo-primary.test
    3 +30 Finalising 100/0 w0 i0 f0 | Routing all traffic to primary
    4 +40 Succeeded 100/0 w0 i0 f0 | Promotion completed! Scaling down podinfo.test
    5 +50 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up podinfo.test
    6 +60 Progressing 50/50 w50 i0 f0 | Starting canary analysis for podinfo.test; Advance podinfo.test canary weight 50
    `
      .trim()
      .replace(/^ +/gm, ""),
  );
});
