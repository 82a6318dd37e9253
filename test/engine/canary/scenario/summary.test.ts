import { expect, test } from "vitest";
import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import { setupIn } from "../../../support/setupIn.ts";

function summed(spec: string, analysis: string, provider = "linkerd"): string {
  const { strategy, earliest, worst, rollback, gates } = summary(
    setupIn(`
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: web }
  spec:
    provider: ${provider}
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: web }
    service: { port: 80 }
    progressDeadlineSeconds: 60
    ${spec}
    analysis: { interval: 10s, threshold: 3, ${analysis} }
`),
  );
  const seconds = (it: { readonly seconds: number } | undefined) => it?.seconds ?? "–";
  const held = gates.length > 0 ? ` held by ${gates.join()}` : "";
  return `${strategy}: ${seconds(earliest)} to ${seconds(worst)}, back at ${seconds(rollback)}${held}`;
}

const rate = "metrics: [{ name: request-success-rate, thresholdRange: { min: 70 } }]";
const back = "rolls back after 3 failed checks";

// flagger.md §2.10; 6 ticks before the deadline of the target, 60 before that of the primary.
test.for([
  [
    `stepWeight: 5, maxWeight: 50, ${rate}`,
    `5 % → 50 % in 10 steps of 10 s, ${back}: 130 to 810, back at 50`,
  ],
  [
    `stepWeight: 20, maxWeight: 50, ${rate}`,
    `20 % → 60 % in 3 steps of 10 s, ${back}: 60 to 740, back at 50`,
  ],
  [
    `stepWeights: [1, 2, 10, 80], ${rate}`,
    `1, 2, 10, 80 %, a step every 10 s, ${back}: 70 to 750, back at 50`,
  ],
  [
    `iterations: 5, ${rate}`,
    `Blue/Green with 5 checks, one every 10 s, ${back}: 90 to 770, back at 50`,
  ],
  [
    `stepWeight: 50, maxWeight: 50, stepWeightPromotion: 25, ${rate}`,
    `50 % in one step, every 10 s, ${back}: 50 to 730, back at 50`,
  ],
  ["stepWeight: 50, maxWeight: 50", `50 % in one step, every 10 s, ${back}: 40 to 700, back at –`],
  ["stepWeight: 0", `no step ever (looks every 10 s), ${back}: – to –, back at –`],
  [
    'stepWeight: 100, webhooks: [{ name: ok, type: confirm-promotion, url: "http://a/" }]',
    `100 % in one step, every 10 s, ${back}: 40 to –, back at – held by ok`,
  ],
] as const)("%s", ([analysis, expected]) => {
  expect(summed("", analysis)).toBe(expected);
});

test("no analysis", () => {
  expect(summed("skipAnalysis: true", "stepWeight: 50")).toBe(
    "no analysis: promotes at once: 10 to 70, back at –",
  );
});

test("A/B", () => {
  const match = "match: [{ headers: { x: { exact: y } } }]";
  expect(summed("", `iterations: 10, ${match}, ${rate}`, "nginx")).toBe(
    `A/B test with 10 checks, one every 10 s, ${back}: 130 to 810, back at 50`,
  );
});
