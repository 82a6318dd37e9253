import { expect, test } from "vitest";
import { codeLenses } from "../../../server/engine/features/codeLens.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** The titles of the lenses about the rollout. */
function titles(analysis: string, spec = ""): readonly string[] {
  const { files } = readFixture(`
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: face, namespace: faces }
    spec:
      provider: linkerd
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
      service: { port: 80 }
      ${spec}
      analysis: { ${analysis} }
  `);
  const workspace = workspaceOf(files);
  return codeLenses(workspace, "canary.yaml")
    .filter((it) => it.asks.about === "rollout")
    .map((it) => it.title);
}

test.for([
  [
    "interval: 10s, threshold: 3, stepWeight: 5, maxWeight: 50",
    "5 % → 50 % in 10 steps of 10 s, rolls back after 3 failed checks, at the earliest 130 s",
  ],
  [
    "interval: 1m, threshold: 1, stepWeights: [1, 10, 80]",
    "1, 10, 80 %, a step every 60 s, rolls back after 1 failed check, at the earliest 6 min",
  ],
  [
    "interval: 30s, threshold: 2, iterations: 5",
    "Blue/Green with 5 checks, one every 30 s, rolls back after 2 failed checks, at the earliest 270 s",
  ],
])("%s", ([analysis = "", title]) => {
  expect(titles(analysis)).toEqual([title, "Simulate"]);
});

test("a rollout that never ends says why", () => {
  const [title] = titles("interval: 10s, threshold: 3, stepWeight: 0");
  expect(title).toMatch(/^never ends: /);
});
