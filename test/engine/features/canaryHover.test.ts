import { expect, test } from "vitest";
import { hover } from "../../../server/engine/features/hover.ts";
import { readScene } from "../../support/features.ts";

/** Hover at the cursor, without a schema: only what the rollout adds. */
function hoverAt(source: string): string | undefined {
  const { workspace, cursor } = readScene(source);
  return hover(workspace, cursor)?.markdown;
}

/** A Canary with this line in its analysis. */
const canary = (line: string, ...more: readonly string[]) => `
#- canary.yaml
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  service: { port: 80 }
  progressDeadlineSeconds: 60
  analysis:
${[line, ...more].map((it) => `    ${it}`).join("\n")}
`;

const METRIC = [
  "metrics:",
  "  - { name: request-success-rate, interval: 1m, thresholdRange: { min: 70 } }",
];

const weighted = (line: string) => {
  const usual = ["interval: 10s", "threshold: 3", "stepWeight: 5", "maxWeight: 50"];
  const [field] = line.split(":");
  return canary(line, ...usual.filter((it) => !it.startsWith(`${field}:`)), ...METRIC);
};

test.for([
  [
    "interval: <|>10s",
    "A tick every 10 s. Promoted 130 s after a new revision is noticed at the earliest, after 13 min 30 s at the latest.",
  ],
  [
    "threshold: <|>3",
    "The third failed check rolls back at the tick behind it, no earlier than 40 s after the analysis starts. Checks that pass in between are not set off against it.",
  ],
  [
    "stepWeight: <|>5",
    "The canary gets 5, 10, 15, 20, …, 50 % in turn, 10 steps of 10 s. Promoted 130 s after a new revision is noticed at the earliest, after 13 min 30 s at the latest.",
  ],
  ["maxWeight: <|>50", "One more check must pass at 50 % before the promotion."],
  [
    "maxWeight: <|>48",
    "Reached at 50 %, for the steps do not meet 48 %. One more check must pass there before the promotion.",
  ],
  [
    "stepWeightPromotion: <|>10",
    "After the copy, traffic goes back to the primary by 10 % every 10 s.",
  ],
])("%s", ([line = "", says]) => {
  expect(hoverAt(weighted(line))).toBe(says);
});

test("weights that never grow", () => {
  expect(hoverAt(canary("step<|>Weights: [1, 2, 2, 9]", "interval: 10s", "threshold: 3"))).toBe(
    "The canary gets 1, 2 % and then stays at 2 % for ever: the next step is not above 0.",
  );
});

test("a built-in metric shows the query that is asked", () => {
  const lines = [
    "iterations: 3",
    "metrics:",
    "  - name: <|>request-success-rate",
    "    thresholdRange: { min: 99 }",
  ];
  expect(hoverAt(canary("interval: 30s", ...lines))).toContain(
    "Asked of Prometheus as for provider `linkerd`; a value below 99 % is a failed check, and so is no value at all.\n\n```promql\nsum(",
  );
});

test("a gate that is never asked", () => {
  const lines = [
    "iterations: 3",
    "webhooks:",
    "  - name: gate",
    "    type: <|>confirm-traffic-increase",
  ];
  expect(hoverAt(canary("interval: 30s", ...lines))).toBe(
    "Never called: an analysis with iterations has no steps.",
  );
});

test.for(["load", "constructor"])("a type that there is not: %s", (type) => {
  const lines = ["webhooks:", `  - { name: load, url: 'http://a', type: <|>${type} }`];
  expect(hoverAt(canary("interval: 10s", ...lines))).toBeUndefined();
});

test("tries that take longer than the interval", () => {
  const lines = ["webhooks:", "  - { name: load, url: 'http://a', timeout: <|>5s, retries: 2 }"];
  expect(hoverAt(canary("interval: 10s", ...lines))).toBe(
    "A call that gets no answer holds the tick for 18 s with 2 more tries. That is longer than the interval, so ticks would be late.",
  );
});

test("nothing where the analysis is skipped, but that it is", () => {
  const source = weighted("threshold: <|>3").replace("spec:\n", "spec:\n  skipAnalysis: true\n");
  expect(hoverAt(source)).toBe("Without effect: skipAnalysis is on.");
});
