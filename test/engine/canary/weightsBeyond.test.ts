import { expect, test } from "vitest";
import { DEFAULT_FLAGS } from "../../../server/engine/canary/flags.ts";
import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { assumed } from "../../../server/engine/canary/scenario/assumed.ts";
import { plainScenario } from "../../../server/engine/canary/scenario/plainScenario.ts";
import { run } from "../../../server/engine/canary/scenario/run.ts";
import type { Scenario } from "../../../server/engine/canary/scenario/scenario.ts";

/** `primary/canary` behind each tick of a rollout in which all is well. */
function weights(spec: JsonObject, begins: Scenario["begins"] = "revision"): string {
  const canary = {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    metadata: { name: "web", namespace: "test" },
    spec: {
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
      service: { port: 80 },
      ...spec,
    },
  };
  const name = { name: "web", namespace: "test" };
  const { setup } = assumed({ canary: name, objects: [canary], flags: DEFAULT_FLAGS });
  const { ticks } = run(setup, { ...plainScenario, begins });
  return ticks.map(({ routes: it }) => (it ? `${it.primary}/${it.canary}` : "-")).join(" ");
}

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/scheduler.go */
const mirrored = { interval: "10s", threshold: 2, stepWeight: 150, mirror: true };

test("Istio: the first step behind the mirrored one is not held at 100", () => {
  expect(weights({ provider: "istio", analysis: mirrored })).toMatchInlineSnapshot(
    `"100/0 100/0 -50/150 -50/150 100/0 100/0"`,
  );
});

test("a promotion in steps counts back from there", () => {
  const analysis = { ...mirrored, stepWeightPromotion: 30 };
  expect(weights({ provider: "istio", analysis })).toMatchInlineSnapshot(
    `"100/0 100/0 -50/150 -50/150 -20/120 10/90 40/60 70/30 100/0 100/0"`,
  );
});

test("without mirroring it is held", () => {
  const analysis = { ...mirrored, mirror: false };
  expect(weights({ provider: "istio", analysis })).toMatchInlineSnapshot(
    `"100/0 0/100 0/100 100/0 100/0"`,
  );
});

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/knative.go */
const knative = {
  provider: "knative",
  targetRef: { apiVersion: "serving.knative.dev/v1", kind: "Service", name: "web" },
  analysis: { interval: "10s", threshold: 2, stepWeight: 50 },
};

test("Knative: where one revision is both, the canary's share is read for both", () => {
  expect(weights(knative)).toMatchInlineSnapshot(`"100/0 50/50 0/100 100/100 0/0 0/0"`);
  expect(weights(knative, "installation")).toMatchInlineSnapshot(`"0/0"`);
});
