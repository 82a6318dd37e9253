import { matrix as outcomes } from "../../../server/engine/canary/picture/matrix.ts";
import { plainScenario } from "../../../server/engine/canary/scenario/plainScenario.ts";
import { outcomeOf, run } from "../../../server/engine/canary/scenario/run.ts";
import type { Scenario } from "../../../server/engine/canary/scenario/scenario.ts";
import { setupIn } from "../../support/setupIn.ts";

/** Prints what rollouts cost, in milliseconds, the median of several runs in a warm process. */
const RUNS = 7;

const face = (stepWeight: number, name = "face"): string => `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: ${name}, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  progressDeadlineSeconds: 60
  service: { port: 80, targetPort: http }
  analysis:
    interval: 10s
    threshold: 3
    stepWeight: ${stepWeight}
    maxWeight: 50
    metrics:
      - { name: request-success-rate, interval: 1m, thresholdRange: { min: 70 } }
    webhooks:
      - { name: load-test, type: rollout, url: "http://flagger-loadtester.flagger-system/", timeout: 5s }
`;

const rate = (value: number, from = 0): Scenario => ({
  ...plainScenario,
  metrics: { "request-success-rate": { by: "tick", from: [{ tick: from, answer: value }] } },
});

/** A rollout of more than a hundred ticks. What is measured anew is another Canary: nothing is left over from the last. */
function hundredTicks(): number {
  const long = setupIn(face(1).replace("maxWeight: 50", "maxWeight: 100"));
  const began = performance.now();
  const { ticks } = run(long, plainScenario);
  return ((performance.now() - began) / ticks.length) * 100;
}

function thousandScenarios(): number {
  const one = setupIn(face(5));
  const began = performance.now();
  for (let index = 0; index < 1000; index++) run(one, rate(index % 100, index % 15));
  return performance.now() - began;
}

function matrix(): number {
  const changed = setupIn(face(5));
  const began = performance.now();
  for (let value = 0; value < 30; value++) {
    for (let from = 0; from < 30; from++) outcomeOf(changed, rate(value * 3, from));
  }
  return performance.now() - began;
}

/** The same with three metrics and more than fifty ticks, as the panel asks for it. */
function longMatrix(): number {
  const changed = setupIn(face(1, "long").replace("    webhooks:", `${MORE_METRICS}    webhooks:`));
  const began = performance.now();
  const found = outcomes(changed, plainScenario);
  if ("mistake" in found) throw new Error(found.mistake);
  for (const _ of found.rows);
  return performance.now() - began;
}

const MORE_METRICS = `      - { name: request-duration, interval: 1m, thresholdRange: { max: 500 } }
      - { name: errors, interval: 1m, thresholdRange: { max: 5 }, query: sum(x) }
`;

function median(measure: () => number): number {
  const all = Array.from({ length: RUNS }, measure).sort((a, b) => a - b);
  return all[Math.floor(RUNS / 2)] ?? 0;
}

const first = hundredTicks();
const scenarios = median(thousandScenarios);
console.log(
  JSON.stringify({
    first,
    ticks: median(hundredTicks),
    scenarios,
    matrix: median(matrix),
    longMatrix: median(longMatrix),
  }),
);
