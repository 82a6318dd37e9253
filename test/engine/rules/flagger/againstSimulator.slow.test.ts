import { describe, expect, test } from "vitest";
import { readAndPlayed } from "./readAndPlayed.ts";

describe.for([
  ["stepWeight: 10\nmaxWeight: 50", "linkerd"],
  ["stepWeight: 30\nmaxWeight: 50", "linkerd"],
  ["stepWeight: 7", "istio"],
  ["stepWeight: 60\nmaxWeight: 50", "istio"],
  ["stepWeight: 10\nmaxWeight: 50\nstepWeightPromotion: 20", "linkerd"],
  ["stepWeight: 10\nmaxWeight: 50\nmirror: true", "istio"],
  ["stepWeights: [1, 5, 60]", "linkerd"],
  ["stepWeights: [90, 95, 80]", "linkerd"],
  ["stepWeights: [50, 120, 150]", "linkerd"],
  ["iterations: 5", "linkerd"],
  ["iterations: 5", "kubernetes"],
  ['iterations: 5\nmatch: [{ headers: { x: { exact: "1" } } }]', "istio"],
  ["iterations: 5\nstepWeightPromotion: 50", "linkerd"],
] as const)("%s (%s)", ([analysis, provider]) => {
  test("takes as long as it does when it is played", () => {
    const { ticks, played } = readAndPlayed(analysis, provider);
    expect(played.earliest?.ticks).toBeDefined();
    expect(ticks).toBe(played.earliest?.ticks);
  });
});

describe.for([
  ["step-weight-zero", "stepWeight: 0"],
  ["step-weight-zero", "iterations: 0"],
  ["step-weights-not-rising", "stepWeights: []"],
  ["step-weights-not-rising", "stepWeights: [0, 10]"],
  ["step-weights-not-rising", "stepWeights: [10, 10, 20]"],
  ["step-weights-not-rising", "stepWeights: [10, 5, 20]"],
  ["step-weights-not-rising", "stepWeights: [10, 20, 20]"],
  ["step-weights-not-rising", "stepWeights: [10, 50, 30]"],
  ["step-weights-not-rising", "stepWeights: [0]"],
  ["max-weight-above-100", "stepWeight: 30\nmaxWeight: 101"],
  ["promotion-step-invalid", "stepWeight: 50\nstepWeightPromotion: -10"],
] as const)("%s: %s", ([code, analysis]) => {
  test("is found, and never ends when it is played", () => {
    const { codes, ticks, played } = readAndPlayed(analysis, "linkerd");
    expect(codes).toContain(code);
    expect(played.presets.healthy.outcome).toBe("endless");
    if (code !== "promotion-step-invalid") expect(ticks).toBeUndefined();
  });
});
