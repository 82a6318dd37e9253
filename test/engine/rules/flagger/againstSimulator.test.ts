import { describe, expect, test } from "vitest";
import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import { resourcesOf } from "../../../../server/engine/resource.ts";
import { canaryOf } from "../../../../server/engine/rules/flagger/canary.ts";
import { earliestTicks } from "../../../../server/engine/rules/flagger/earliestTicks.ts";
import { shapeRules } from "../../../../server/engine/rules/flagger/shapeRules.ts";
import { defaultSettings } from "../../../../server/engine/settings.ts";
import { viewOf } from "../../../../server/engine/view.ts";
import { changed, emptyWorkspace, fileAt } from "../../../../server/engine/workspace.ts";
import { catalogue } from "../../../support/catalogue.ts";
import { setupIn } from "../../../support/setupIn.ts";
import { canaryScene } from "./canaryScene.ts";

/** A Canary as rules read it and as the simulator plays it. */
function both(analysis: string, provider: string) {
  const text = canaryScene(`interval: 1m\nthreshold: 5\n${analysis}`, { provider });
  const empty = emptyWorkspace(catalogue, [], defaultSettings);
  const { workspace } = changed(empty, [{ path: "canary.yaml", content: { text } }]);
  const document = fileAt(workspace, "canary.yaml")?.documents[0]?.document;
  const [resource] = document ? resourcesOf(document, "canary.yaml") : [];
  if (!resource) throw new Error("The scene holds no Canary.");
  const view = viewOf(workspace);
  const codes = shapeRules.flatMap((rule) =>
    rule.about(resource) ? [...rule.check(resource, view)].map(() => rule.code) : [],
  );
  const played = summary(setupIn(text));
  return { codes, ticks: earliestTicks(canaryOf(resource, view)), played };
}

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
    const { ticks, played } = both(analysis, provider);
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
    const { codes, ticks, played } = both(analysis, "linkerd");
    expect(codes).toContain(code);
    expect(played.presets.healthy.outcome).toBe("endless");
    if (code !== "promotion-step-invalid") expect(ticks).toBeUndefined();
  });
});
