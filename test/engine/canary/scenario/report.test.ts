import { expect, test } from "vitest";
import { canariesOf } from "../../../../server/engine/canary/scenario/canariesOf.ts";
import { plainScenario } from "../../../../server/engine/canary/scenario/plainScenario.ts";
import { played } from "../../../../server/engine/canary/scenario/played.ts";
import { report } from "../../../../server/engine/canary/scenario/report.ts";
import type { Scenario } from "../../../../server/engine/canary/scenario/scenario.ts";
import { viewOf } from "../../../../server/engine/view.ts";
import { workspaceOf } from "../../../support/features.ts";
import { readFixture } from "../../../support/fixture.ts";

const canary = `
  #- .flightpath.yaml
  flagger: { meshProvider: linkerd }
  #- canary.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: web, namespace: shop }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    service: { port: 80 }
    analysis:
      interval: 1m
      threshold: 2
      stepWeight: 40
      metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }]
      webhooks:
        - { name: approval, type: confirm-promotion, url: "http://gate/" }
`;

function reported(scenario: Partial<Scenario>): string {
  const roots = [{ path: "", remotes: [] }];
  const view = viewOf(workspaceOf(readFixture(canary).files, { roots }));
  const [first] = canariesOf(view);
  if (!first) throw new Error("There is no Canary.");
  const found = played(view, first, { ...plainScenario, ...scenario }, (path) => `repo/${path}`);
  return "mistake" in found ? found.mistake : report(found);
}

test("a gate that opens late, an edit, and an expectation that fails", () => {
  const from = [
    { tick: Number.NEGATIVE_INFINITY, answer: "fail" as const },
    { tick: 8, answer: "pass" as const },
  ];
  const text = reported({
    title: "late",
    webhooks: { approval: { by: "tick", from } },
    edits: [
      { tick: 2, edit: "patch", object: undefined, body: { metadata: { labels: { a: "b" } } } },
    ],
    expect: {
      outcome: "Succeeded",
      within: 540,
      ticks: new Map([[4, { phase: "WaitingPromotion", weight: 100 }]]),
      never: { phases: ["Failed"], events: ["approval passed"] },
    },
  });
  expect(
    text,
  ).toBe(`Canary shop/web (linkerd): 40, 80, 100 %, a step every 60 s, rolls back after 2 failed checks
Scenario: late
Note: Deployment web is in no file here; a plain one with one replica is assumed.

tick    time  phase             canary          fails  what happens
   0      0s  Progressing       ░░░░░░░░   0%     0/2  [a new revision is there]
                                                       New revision detected! Scaling up web.shop
   1     60s  Progressing       ███░░░░░  40%     0/2  Starting canary analysis for web.shop
                                                       Advance web.shop canary weight 40
   2    120s  Progressing       ██████░░  80%     0/2  [the Canary changes]
                                                       Advance web.shop canary weight 80
   3    180s  Progressing       ████████ 100%     0/2  Advance web.shop canary weight 100
   4    240s  WaitingPromotion  ████████ 100%     0/2  ! Halt web.shop advancement waiting for
                                                         promotion approval approval
   5    300s  WaitingPromotion  ████████ 100%     0/2  –
   ⋮                                                   2 more ticks like this
   8    480s  Promoting         ████████ 100%     0/2  Confirm-promotion check approval passed
                                                       Copying web.shop template spec to
                                                         web-primary.shop
   9    540s  Finalising        ░░░░░░░░   0%     0/2  Routing all traffic to primary
  10    600s  Succeeded         ░░░░░░░░   0%     0/2  Promotion completed! Scaling down web.shop

Succeeded after 10 ticks, 10 min.
Why: The primary has all the traffic and runs the new revision, so the target is not needed any more
  (spec.targetRef, repo/canary.yaml:5).
Not as expected:
- Expected the end within 540 s, and it takes 600 s.
- Expected never to read "approval passed", and tick 8 says so.
`);
});

test("what never ends says what it waits for", () => {
  const text = reported({ webhooks: { approval: { by: "call", answers: ["fail"] } } });
  expect(text).toContain(
    "Never ends: WaitingPromotion for ever, from tick 4 (4 min) on. Flagger's last word: Halt web.shop\n" +
      "  advancement waiting for promotion approval approval",
  );
});

test("a metric that the Canary does not have", () => {
  expect(reported({ metrics: { "request-sucess-rate": { by: "call", answers: [1] } } })).toBe(
    'Canary web has no metric "request-sucess-rate". It has: request-success-rate.',
  );
});
