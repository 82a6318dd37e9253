import { describe, expect, test } from "vitest";
import { analysisSkipped } from "../../../../server/engine/rules/flagger/analysisSkipped.ts";
import { canarySuspended } from "../../../../server/engine/rules/flagger/canarySuspended.ts";
import { matchWithoutIterations } from "../../../../server/engine/rules/flagger/matchWithoutIterations.ts";
import { maxWeightWithIterations } from "../../../../server/engine/rules/flagger/maxWeightWithIterations.ts";
import { maxWeightWithStepWeights } from "../../../../server/engine/rules/flagger/maxWeightWithStepWeights.ts";
import { metricWindowOutlastsThreshold } from "../../../../server/engine/rules/flagger/metricWindowOutlastsThreshold.ts";
import { mirrorWeightIgnored } from "../../../../server/engine/rules/flagger/mirrorWeightIgnored.ts";
import { progressDeadlineShort } from "../../../../server/engine/rules/flagger/progressDeadlineShort.ts";
import { promotionStepInvalid } from "../../../../server/engine/rules/flagger/promotionStepInvalid.ts";
import { readyThresholdAbove100 } from "../../../../server/engine/rules/flagger/readyThresholdAbove100.ts";
import { readyThresholdZero } from "../../../../server/engine/rules/flagger/readyThresholdZero.ts";
import { rolloutLongerThanADay } from "../../../../server/engine/rules/flagger/rolloutLongerThanADay.ts";
import { singleIterationGate } from "../../../../server/engine/rules/flagger/singleIterationGate.ts";
import { targetShared } from "../../../../server/engine/rules/flagger/targetShared.ts";
import { thresholdZero } from "../../../../server/engine/rules/flagger/thresholdZero.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

test("maxWeight beside what does not look at it", () => {
  expectProblemsOf(maxWeightWithStepWeights)(
    canaryScene(`
      stepWeights: [10, 80]
      maxWeight: 50
      #<- max-weight-with-step-weights (warning): Flagger does not look at maxWeight beside stepWeights: the canary is promoted at 80 %.
    `),
  );
  expectProblemsOf(maxWeightWithIterations)(
    canaryScene(`
      iterations: 10
      maxWeight: 50
      #<- max-weight-with-iterations (hint): maxWeight has no effect with iterations: Blue/Green sends all traffic to the canary.
    `),
  );
  const matched = canaryScene("iterations: 10 # ten\nmaxWeight: 50\nmatch: [{ headers: {} }]");
  expect(fixed(maxWeightWithIterations, matched)).not.toContain("maxWeight");
  expectProblemsOf(maxWeightWithIterations)(canaryScene("stepWeight: 10\nmaxWeight: 50"));
});

test("thresholds that are no number of failures", () => {
  const check = expectProblemsOf(thresholdZero);
  check(
    canaryScene(`
      threshold: -1
      #          ^^ threshold-zero (warning): Flagger takes threshold -1 for 1: the first failed check rolls back. Write 1 or more.
    `),
  );
  check(canaryScene("threshold: 1"));
  check(canaryScene('threshold: "${THRESHOLD}"'));
});

test("steps of the promotion", () => {
  const check = expectProblemsOf(promotionStepInvalid);
  check(
    canaryScene(`
      stepWeight: 10
      stepWeightPromotion: -5
      #                    ^^ promotion-step-invalid (error): The promotion never ends: with -5 at each step the primary never gets all traffic, and cart stays in Promoting. Write 1 to 100, or nothing for a promotion at once.
    `),
  );
  check(
    canaryScene(
      `
      iterations: 10
      stepWeightPromotion: 5
      #<- promotion-step-invalid (hint): stepWeightPromotion has no effect with provider kubernetes, which knows no shares.
    `,
      { provider: "kubernetes" },
    ),
  );
  check(canaryScene("stepWeight: 10\nstepWeightPromotion: 0"));
});

describe("match-without-iterations", () => {
  const check = expectProblemsOf(matchWithoutIterations);
  const analysis = (mark = "") => `stepWeight: 10\nmatch: [{ headers: {} }]${mark}`;

  test("providers that match and weigh at once", () => {
    check(
      canaryScene(
        analysis(
          "\n#<- match-without-iterations (warning): The weights apply to the requests that match alone, and istio keeps everybody else on the primary until the promotion. For A/B testing write iterations instead of step weights.",
        ),
      ),
    );
    check(
      canaryScene(analysis("\n#<- match-without-iterations"), { provider: "gatewayapi:v1beta1" }),
    );
  });

  test("others have their own rules, and one that is not known is not judged", () => {
    for (const provider of ["nginx", "linkerd", "kubernetes", "traefik", ""]) {
      check(canaryScene(analysis(), { provider }));
    }
    check(canaryScene("iterations: 10\nmatch: [{ headers: {} }]"));
    check(canaryScene("stepWeight: 10\nmatch: []"));
  });
});

test("one iteration before a gate", () => {
  const check = expectProblemsOf(singleIterationGate);
  const hooks = `webhooks:
  - { name: migrate, type: pre-rollout, url: "http://a" }
  - { name: approve, type: confirm-promotion, url: "http://a" }`;
  check(
    canaryScene(`iterations: 1
#           ^ single-iteration-gate (hint): While gate approve is closed the rollout begins anew at every second check and calls migrate again. With iterations 2 it calls it once.
${hooks}`),
  );
  check(canaryScene(`iterations: 2\n${hooks}`));
  check(canaryScene(`iterations: 1\nmatch: [{ headers: {} }]\n${hooks}`));
  check(canaryScene('iterations: 1\nwebhooks: [{ type: confirm-promotion, url: "http://a" }]'));
});

describe("ready thresholds", () => {
  test("above 100", () => {
    const check = expectProblemsOf(readyThresholdAbove100);
    check(
      canaryScene(`
        primaryReadyThreshold: 101
        #                      ^^^ ready-threshold-above-100 (error): From 100 pods on 101 % of them are more than there are, so the primary is never ready and each rollout ends at its deadline.
        canaryReadyThreshold: 200
        #                     ^^^ ready-threshold-above-100: From 1 pod on 200 % of them are more than there are, so the canary is never ready and each rollout ends at its deadline.
      `),
    );
    check(canaryScene("canaryReadyThreshold: 100"));
  });

  test("0", () => {
    const check = expectProblemsOf(readyThresholdZero);
    check(
      canaryScene(`
        canaryReadyThreshold: 0
        #                     ^ ready-threshold-zero (warning): With canaryReadyThreshold 0 the canary counts as ready without a single available pod, and gets traffic. Write 1 to 100.
      `),
    );
    const target = "targetRef: { apiVersion: v1, kind: Service, name: cart }";
    check(canaryScene("canaryReadyThreshold: 0", { spec: target }));
  });
});

describe("progress-deadline-short", () => {
  const check = expectProblemsOf(progressDeadlineShort);
  const deployment = (spec: string, container: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  selector: { matchLabels: { app: cart } }
  ${spec}
  template: { spec: { containers: [{ name: web, ${container} }] } }`;
  const canary = (spec: string) => canaryScene("stepWeight: 10", { spec });

  test("a startup probe that waits longer", () => {
    const slow = deployment(
      "replicas: 1",
      "startupProbe: { periodSeconds: 5, failureThreshold: 60 }",
    );
    check(
      canary(
        "progressDeadlineSeconds: 120\n#                        ^^^ progress-deadline-short (warning): The startup probe of Deployment cart gives its container web up to 300 s to start, but Flagger rolls back when pods are not available after 120 s. Write more than 300.",
      ) + slow,
    );
    check(canary("suspend: false") + slow);
    check(canary("progressDeadlineSeconds: 300") + slow);
  });

  test("delays, and pods that must have been ready for a while", () => {
    check(
      canary(
        "progressDeadlineSeconds: 60\n#                        ^^ progress-deadline-short: Pods of Deployment cart are not asked whether they are ready before 90 s, but Flagger rolls back when pods are not available after 60 s. Write more than 90.",
      ) + deployment("replicas: 1", "readinessProbe: { initialDelaySeconds: 90 }"),
    );
    check(
      canaryScene("stepWeight: 10", {
        spec: "targetRef:\n  apiVersion: apps/v1\n  kind: Deployment\n  name: cart\n#       ^^^^ progress-deadline-short: Pods of Deployment cart count as available after minReadySeconds 900, but Flagger rolls back when pods are not available after 600 s, its default progressDeadlineSeconds. Write more than 900.",
      }) + deployment("minReadySeconds: 900", "image: cart"),
    );
  });

  test("a deadline of the workload itself", () => {
    check(
      canaryScene("stepWeight: 10", {
        spec: "targetRef:\n  apiVersion: apps/v1\n  kind: Deployment\n  name: cart\n#       ^^^^ progress-deadline-short: The startup probe of Deployment cart gives its container web up to 300 s to start, but progressDeadlineSeconds 120 of the Deployment itself ends that earlier: Flagger then rolls back a first start, and counts a promotion as failed. Write more than 300 there.",
      }) +
        deployment(
          "progressDeadlineSeconds: 120",
          "startupProbe: { periodSeconds: 5, failureThreshold: 60 }",
        ),
    );
  });

  test("what is not known", () => {
    check(canary("progressDeadlineSeconds: 60"));
    check(
      canary("progressDeadlineSeconds: 60") +
        deployment("replicas: 1", 'startupProbe: { failureThreshold: "${TRIES}" }'),
    );
  });
});

test("switches that were left on", () => {
  expectProblemsOf(analysisSkipped)(
    canaryScene("stepWeight: 10", {
      spec: "skipAnalysis: true\n#             ^^^^ analysis-skipped (information): Each new version of cart is promoted as soon as its pods are ready, without a metric, a step or a test. At the first installation it is scaled to zero before its primary is up. Remove this when the release is out.",
    }),
  );
  expectProblemsOf(canarySuspended)(
    canaryScene("stepWeight: 10", {
      spec: "suspend: true\n#        ^^^^ canary-suspended (information): Flagger leaves this Canary alone: no new version of cart reaches its users, and routes stay as they are. Remove suspend to go on.",
    }),
  );
  expectProblemsOf(canarySuspended)(canaryScene("stepWeight: 10", { spec: "suspend: false" }));
});

describe("target-shared", () => {
  const check = expectProblemsOf(targetShared);
  const canary = (name: string, mark = "") => `
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: ${name}, namespace: shop }
    spec:
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }${mark && `\n      #                                                         ^^^^ ${mark}`}`;

  test("in one file", () => {
    check(
      scene(
        canary(
          "a",
          "target-shared (error): Canary b has the same target: both scale Deployment cart and copy it to cart-primary, each against the other. Keep one.",
        ),
        "---",
        canary("b", "target-shared"),
      ),
    );
  });

  test("in files that nobody says are applied together", () => {
    check(scene("#- a.yaml", canary("a"), "#- b.yaml", canary("b")));
  });

  test("in one build, and in two", () => {
    const marked = "target-shared";
    check(
      scene(
        "#- kustomization.yaml\nresources: [a.yaml, b.yaml]",
        "#- a.yaml",
        canary("a", marked),
        "#- b.yaml",
        canary("b", marked),
      ),
    );
    check(
      scene(
        "#- a/kustomization.yaml\nresources: [a.yaml]",
        "#- a/a.yaml",
        canary("a"),
        "#- b/kustomization.yaml\nresources: [b.yaml]",
        "#- b/b.yaml",
        canary("b"),
      ),
    );
  });

  test("in two namespaces, and under one name", () => {
    check(scene(canary("a"), "---", canary("b").replace("shop", "store")));
    check(scene(canary("a"), "---", canary("a")));
  });
});

test("mirror weights", () => {
  const check = expectProblemsOf(mirrorWeightIgnored);
  check(
    canaryScene(`
      stepWeight: 10
      mirrorWeight: 20
      #             ^^ mirror-weight-ignored (warning): mirrorWeight 20 has no effect: without mirror: true no request is copied to the canary. Add that, or remove this.
    `),
  );
  check(
    canaryScene(`
      stepWeight: 10
      mirror: true
      mirrorWeight: 120
      #             ^^^ mirror-weight-ignored (error): Istio refuses a VirtualService that mirrors 120 %: no route is written and the rollout does not go on. Write 1 to 100.
    `),
  );
  check(
    canaryScene(`
      stepWeight: 10
      mirror: true
      mirrorWeight: 0
      #             ^ mirror-weight-ignored (warning): Flagger takes mirrorWeight 0 for unset, so every request is copied to the canary. Write 1 to 100, or remove mirror.
    `),
  );
  check(canaryScene("mirror: true\nmirrorWeight: 120", { provider: "linkerd" }));
});

describe("rollout-longer-than-a-day", () => {
  const check = expectProblemsOf(rolloutLongerThanADay);

  test("the shortest that it can be", () => {
    check(
      canaryScene(`
        interval: 60m
        #         ^^^ rollout-longer-than-a-day (hint): A rollout takes 28 h at its best (28 intervals), and each push in that time starts it again. Take larger steps or a shorter interval.
        stepWeight: 4
      `),
    );
    check(canaryScene("interval: 60m\nstepWeight: 5"));
    check(canaryScene("interval: 60m\niterations: 19"));
    check(canaryScene("interval: 60m\n#         ^^^ rollout-longer-than-a-day\niterations: 20"));
    const slow =
      "interval: 10m\n#         ^^^ rollout-longer-than-a-day\nstepWeight: 1\nmaxWeight: 100";
    check(canaryScene(`${slow}\nstepWeightPromotion: 2`));
    check(canaryScene("interval: 10m\nstepWeight: 1\nmaxWeight: 100"));
  });

  test("one that never ends has other rules", () => {
    check(canaryScene("interval: 60m\nstepWeight: 4\nmaxWeight: 120"));
    check(canaryScene("interval: 60m\nstepWeight: 4", { spec: "skipAnalysis: true" }));
  });
});

test("windows of metrics", () => {
  const check = expectProblemsOf(metricWindowOutlastsThreshold);
  check(
    canaryScene(`
      interval: 30s
      threshold: 10
      metrics: [{ name: a, interval: 5m }]
      #                              ^^ metric-window-outlasts-threshold (hint): A bad moment stays in this window of 5 min for 10 checks, one each 30 s, so it can reach threshold 10 by itself.
    `),
  );
  check(canaryScene("interval: 30s\nthreshold: 11\nmetrics: [{ name: a, interval: 5m }]"));
  check(canaryScene("interval: 10s\nthreshold: 3\nmetrics: [{ name: a, interval: 1m }]"));
  check(canaryScene("interval: 10s\nthreshold: 3\nmetrics: [{ name: a }]"));
});
