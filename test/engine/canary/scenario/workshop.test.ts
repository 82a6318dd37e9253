import { expect, test } from "vitest";
import { simulated } from "../../../support/simulated.ts";

const face = `
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: face, namespace: faces }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    progressDeadlineSeconds: 60
    service: { port: 80, targetPort: http }
    analysis:
      interval: 10s
      threshold: 3
      stepWeight: 5
      maxWeight: 50
      metrics:
        - { name: request-success-rate, interval: 1m, thresholdRange: { min: 70 } }
      webhooks:
        - { name: load-test, type: rollout, url: "http://tester/", timeout: 5s }
`;

const rates = (...answers: readonly (number | null)[]) => ({
  metrics: { "request-success-rate": { by: "call" as const, answers } },
});

test("every check passes: flagger.md §2.11 (a1)", () => {
  expect(simulated(face)).toBe(`
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
`);
});

test("a quarter of the answers is good: (a2)", () => {
  expect(simulated(face, rates(25))).toBe(`
0 +0 Progressing 100/0 w0 i0 f0 | New revision detected! Scaling up face.faces
1 +10 Progressing 95/5 w5 i0 f0 | Starting canary analysis for face.faces; Advance face.faces canary weight 5
2 +20 Progressing 95/5 w5 i0 f1 | ! Halt face.faces advancement success rate 25.00% < 70%
3 +30 Progressing 95/5 w5 i0 f2 | ! Halt face.faces advancement success rate 25.00% < 70%
4 +40 Progressing 95/5 w5 i0 f3 | ! Halt face.faces advancement success rate 25.00% < 70%
5 +50 Failed 100/0 w0 i0 f0 | ! Rolling back face.faces failed checks threshold reached 3; ! Canary failed! Scaling down face.faces
Failed at 5 +50
`);
});

test("good and bad in turn: (a3)", () => {
  expect(simulated(face, rates(90, 25, 90, 25, 90, 25))).toBe(`
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
`);
});

test("no traffic fails as errors do", () => {
  const found = simulated(face, rates(null));
  expect(found).toContain("no values found for linkerd metric request-success-rate");
  expect(found).toContain("Failed at 5 +50");
});
