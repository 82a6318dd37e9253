import { describe, test } from "vitest";
import { maxWeightAbove100 } from "../../../../server/engine/rules/flagger/maxWeightAbove100.ts";
import { maxWeightOvershot } from "../../../../server/engine/rules/flagger/maxWeightOvershot.ts";
import { stepWeightAboveMaxWeight } from "../../../../server/engine/rules/flagger/stepWeightAboveMaxWeight.ts";
import { stepWeightsAbove100 } from "../../../../server/engine/rules/flagger/stepWeightsAbove100.ts";
import { stepWeightsNotRising } from "../../../../server/engine/rules/flagger/stepWeightsNotRising.ts";
import { stepWeightZero } from "../../../../server/engine/rules/flagger/stepWeightZero.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

describe("step-weight-zero", () => {
  const check = expectProblemsOf(stepWeightZero);

  test("a step of 0 and below", () => {
    check(
      canaryScene(`
        stepWeight: 0
        #           ^ step-weight-zero (error): stepWeight 0 never moves any traffic: Flagger starts the analysis of cart again at each interval and neither advances nor rolls back. Write a number above 0.
      `),
    );
    check(canaryScene("stepWeight: -5\n#           ^^ step-weight-zero"));
  });

  test("iterations of 0 are a weighted rollout without a step", () => {
    check(
      canaryScene(`
        iterations: 0
        #           ^ step-weight-zero (error): iterations 0 is neither A/B testing nor Blue/Green, and there is no stepWeight: Flagger starts the analysis of cart again at each interval and neither advances nor rolls back. Write a number above 0.
      `),
    );
  });

  test("kubernetes counts 10 iterations instead, and what is skipped is not analysed", () => {
    check(canaryScene("stepWeight: 0", { provider: "kubernetes" }));
    check(canaryScene("stepWeight: 0", { spec: "skipAnalysis: true" }));
  });

  test("a step that is not known, and iterations beside it", () => {
    check(canaryScene("stepWeight: ${STEP}"));
    check(canaryScene("stepWeight: 0\niterations: 5"));
    check(canaryScene('stepWeight: "0"'));
  });

  test("what an overlay makes of it is said at its line", () => {
    const base = canaryScene("interval: 1m\nthreshold: 5\nstepWeight: 10");
    check(
      scene(
        "#- base/kustomization.yaml\nresources: [canary.yaml]",
        `#- base/canary.yaml\n${base}`,
        `
        #- staging/kustomization.yaml
        resources: [../base]
        patches:
          - path: slow.yaml
        `,
        `
        #- staging/slow.yaml
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: { name: cart, namespace: shop }
        spec: { analysis: { stepWeight: 0 } }
        #                               ^ step-weight-zero
        `,
      ),
    );
  });
});

describe("step-weights-not-rising", () => {
  const check = expectProblemsOf(stepWeightsNotRising);

  test("an empty list, and one that begins with 0", () => {
    check(
      canaryScene(`
        stepWeights: []
        #            ^^ step-weights-not-rising (error): An empty stepWeights never moves any traffic: Flagger starts the analysis again at each interval, for ever.
      `),
    );
    check(
      canaryScene(`
        stepWeights: [0, 50]
        #             ^ step-weights-not-rising (error): A first weight of 0 never moves any traffic: Flagger starts the analysis again at each interval, for ever. Begin above 0.
      `),
    );
  });

  test("a weight twice, and a smaller one", () => {
    check(
      canaryScene(`
        stepWeights: [10, 20, 20, 50]
        #                     ^^ step-weights-not-rising (error): The canary stays at 20 % for ever: the next weight, 20, is not larger, and Flagger neither advances nor rolls back. Let the weights rise.
      `),
    );
    check(
      canaryScene(
        "stepWeights: [10, 30, 20, 50]\n#                     ^^ step-weights-not-rising",
      ),
    );
  });

  test("a last weight that is not larger either", () => {
    check(
      canaryScene(
        "stepWeights: [10, 50, 30]\n#                     ^^ step-weights-not-rising (error)",
      ),
    );
    check(
      canaryScene(
        "stepWeights: [10, 20, 20]\n#                     ^^ step-weights-not-rising (error)",
      ),
    );
    check(canaryScene("stepWeights: [0]\n#             ^ step-weights-not-rising (error)"));
  });

  test("a last weight that was passed before", () => {
    check(
      canaryScene(`
        stepWeights: [90, 95, 80]
        #                 ^^ step-weights-not-rising (warning): Flagger promotes at 90 %, because that is no less than the last weight, 80: this one is never used. Let the weights rise.
      `),
    );
  });

  test("weights that rise, beyond 100 too", () => {
    check(canaryScene("stepWeights: [1, 2, 10, 80]"));
    check(canaryScene("stepWeights: [50, 100, 200]"));
    check(canaryScene("stepWeights: [100]"));
    check(canaryScene("stepWeights: [2.5, 2.5]"));
  });
});

describe("the maximum", () => {
  test("above 100 it is never reached", () => {
    const check = expectProblemsOf(maxWeightAbove100);
    check(
      canaryScene(`
        stepWeight: 40
        maxWeight: 101
        #          ^^^ max-weight-above-100 (error): After 3 steps the canary has all traffic and stays there: 101 % is never reached, so it is never promoted. Write 100 or less.
      `),
    );
    check(canaryScene("stepWeight: 40\nmaxWeight: 100"));
    check(canaryScene("stepWeights: [40]\nmaxWeight: 101"));
    check(canaryScene("iterations: 4\nmaxWeight: 101"));
  });

  test("below the first step", () => {
    const check = expectProblemsOf(stepWeightAboveMaxWeight);
    check(
      canaryScene(`
        stepWeight: 60
        #           ^^ step-weight-above-max-weight (warning): The first step is the only one: it asks for 60 %, more than maxWeight 50, so the canary gets 60 % at once and is promoted after one more check.
        maxWeight: 50
      `),
    );
    check(
      canaryScene(`
        stepWeight: 150
        #           ^^^ step-weight-above-max-weight (warning): The first step is the only one: it asks for 150 %, more than 100 %, so the canary gets 100 % at once and is promoted after one more check.
      `),
    );
    check(canaryScene("stepWeight: 50\nmaxWeight: 50"));
  });

  test("between two steps", () => {
    const check = expectProblemsOf(maxWeightOvershot);
    check(
      canaryScene(`
        stepWeight: 30
        maxWeight: 50
        #          ^^ max-weight-overshot (warning): The canary gets 60 %, not 50 %: after 30 % a whole step of 30 follows. Write 30 or 60, or another step.
      `),
    );
    check(canaryScene("stepWeight: 30"));
    check(canaryScene("stepWeight: 30\nmaxWeight: 100"));
    check(canaryScene("stepWeight: 25\nmaxWeight: 50"));
    check(canaryScene("stepWeight: 60\nmaxWeight: 50"));
  });

  test("a weight above 100", () => {
    const check = expectProblemsOf(stepWeightsAbove100);
    check(
      canaryScene(`
        stepWeights: [10, 150]
        #                 ^^^ step-weights-above-100 (warning): A weight of 150 is taken for 100: at this step all traffic goes to the canary.
      `),
    );
    check(
      canaryScene(`
        stepWeights: [50, 100, 200]
        #                      ^^^ step-weights-above-100 (warning): A weight of 200 is never used: the canary has had all traffic since step 2.
      `),
    );
  });
});
